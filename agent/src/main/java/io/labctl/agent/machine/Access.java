package io.labctl.agent.machine;

import io.labctl.catalog.report.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with a path; a null part, where one is wanted, leaves it as it is.
 *
 * @param owner a user's name; its number where no account has it
 * @param group a group's name; its number where no group has it
 * @param mode the lowest twelve bits of the mode, as 4 octal digits
 */
public record Access(@Nullable String owner, @Nullable String group, @Nullable String mode) {
    /** Whatever a path has stays so. */
    public static final Access ANY = new Access(null, null, null);

    /** What a file gets of which nothing else is wanted. */
    public static final Access OF_A_NEW_FILE = new Access(null, null, "0644");

    private static final int READ_BY_ALL = 04;

    public static Access wanted(
            @Nullable String owner, @Nullable String group, @Nullable String mode) {
        return new Access(owner, group, mode == null ? null : octal(Integer.parseInt(mode, 8)));
    }

    /** What an entry has; of two names for one number, the wanted one. */
    public static Access of(HeldEntry entry, Accounts accounts, Access wanted) {
        Entry found = entry.entry();
        return new Access(
                accounts.userName(found.uid(), wanted.owner),
                accounts.groupName(found.gid(), wanted.group),
                octal(found.permissions()));
    }

    /** What must change for this to become as wanted. */
    public List<Change> toward(Access wanted) {
        return Stream.of(
                        Change.toward("owner", owner, wanted.owner),
                        Change.toward("group", group, wanted.group),
                        Change.toward("mode", mode, wanted.mode))
                .flatMap(Optional::stream)
                .toList();
    }

    /** This, without the numbers that no account has. */
    public Access named(Accounts accounts) {
        return new Access(
                owner != null && accounts.user(owner).isPresent() ? owner : null,
                group != null && accounts.group(group).isPresent() ? group : null,
                mode);
    }

    /** This, with the parts that the other leaves open filled in from here. */
    public Access overriddenBy(Access other) {
        return new Access(
                other.owner != null ? other.owner : owner,
                other.group != null ? other.group : group,
                other.mode != null ? other.mode : mode);
    }

    public boolean isReadableByAll() {
        return mode != null && (Integer.parseInt(mode, 8) & READ_BY_ALL) != 0;
    }

    /**
     * Gives an entry this access. The owner comes first: changing it takes set-id bits away.
     *
     * @throws Missing when there is no such account
     */
    public void giveTo(HeldEntry entry, Accounts accounts) throws IOException {
        if (owner != null) {
            entry.set("unix:uid", (int) uid(owner, accounts));
        }
        if (group != null) {
            entry.set("unix:gid", (int) gid(group, accounts));
        }
        if (mode != null) {
            entry.set("unix:mode", Integer.parseInt(mode, 8));
        }
    }

    /** The same for what stands at a path, never through a link. */
    public void giveTo(Path path, Accounts accounts) throws IOException {
        try (HeldEntry entry = HeldEntry.of(path)) {
            giveTo(entry, accounts);
        }
    }

    /**
     * Refuses accounts that nobody knows, before anything is made for them.
     *
     * @throws Missing when there is no such account
     */
    public void requireKnown(Accounts accounts) {
        if (owner != null) {
            long _ = uid(owner, accounts);
        }
        if (group != null) {
            long _ = gid(group, accounts);
        }
    }

    private static long uid(String name, Accounts accounts) {
        return accounts.user(name)
                .map(Accounts.User::uid)
                .or(() -> number(name))
                .orElseThrow(() -> Missing.user(name));
    }

    private static long gid(String name, Accounts accounts) {
        return accounts.group(name)
                .map(Accounts.Group::gid)
                .or(() -> number(name))
                .orElseThrow(() -> Missing.group(name));
    }

    /** An owner without an account, kept as it was found. */
    private static Optional<Long> number(String name) {
        return name.matches("[0-9]{1,10}") ? Optional.of(Long.parseLong(name)) : Optional.empty();
    }

    /** As messages and resources have a mode. */
    public static String octal(int mode) {
        String digits = Integer.toOctalString(mode);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }
}
