package io.labctl.agent.machine;

import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.report.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with a path; a null part, where one is wanted, leaves it as it is.
 *
 * @param owner a user's name; its number where no account has it
 * @param group a group's name; its number where no group has it
 * @param mode the lowest twelve bits of the mode, as 4 octal digits
 */
public record Access(@Nullable String owner, @Nullable String group, @Nullable String mode) {
    private static final int BITS = 07777;
    private static final int READ_BY_ALL = 04;

    public static Access wanted(
            @Nullable String owner, @Nullable String group, @Nullable String mode) {
        return new Access(owner, group, mode == null ? null : octal(Integer.parseInt(mode, 8)));
    }

    /** Reads it from a path, never through a link; of two names for one number, the wanted one. */
    public static Access of(Path path, Accounts accounts, Access wanted) throws IOException {
        Map<String, Object> found =
                Files.readAttributes(path, "unix:uid,gid,mode", LinkOption.NOFOLLOW_LINKS);
        long uid = number(found, "uid");
        long gid = number(found, "gid");
        return new Access(
                accounts.userName(uid, wanted.owner),
                accounts.groupName(gid, wanted.group),
                octal((int) number(found, "mode") & BITS));
    }

    /** What must change for this to become as wanted. */
    public List<Change> toward(Access wanted) {
        var changes = new ArrayList<Change>();
        difference("owner", owner, wanted.owner, changes);
        difference("group", group, wanted.group, changes);
        difference("mode", mode, wanted.mode, changes);
        return changes;
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
     * Gives a path this access, never through a link. The owner comes first: changing it takes
     * set-id bits away.
     *
     * @throws NotFound when there is no such account
     */
    public void giveTo(Path path, Accounts accounts) throws IOException {
        if (owner != null) {
            set(path, "unix:uid", (int) uid(owner, accounts));
        }
        if (group != null) {
            set(path, "unix:gid", (int) gid(group, accounts));
        }
        if (mode != null) {
            set(path, "unix:mode", Integer.parseInt(mode, 8));
        }
    }

    private static long uid(String name, Accounts accounts) {
        return accounts.user(name)
                .map(Accounts.User::uid)
                .or(() -> number(name))
                .orElseThrow(() -> new NotFound("no user '%s' on this machine".formatted(name)));
    }

    private static long gid(String name, Accounts accounts) {
        return accounts.group(name)
                .map(Accounts.Group::gid)
                .or(() -> number(name))
                .orElseThrow(() -> new NotFound("no group '%s' on this machine".formatted(name)));
    }

    /** An owner without an account, kept as it was found. */
    private static Optional<Long> number(String name) {
        return name.matches("[0-9]{1,10}") ? Optional.of(Long.parseLong(name)) : Optional.empty();
    }

    private static void set(Path path, String attribute, int value) throws IOException {
        Files.setAttribute(path, attribute, value, LinkOption.NOFOLLOW_LINKS);
    }

    private static void difference(
            String property, @Nullable String from, @Nullable String to, List<Change> changes) {
        if (to != null && !to.equals(from)) {
            changes.add(Change.of(property, from, to));
        }
    }

    private static long number(Map<String, Object> attributes, String name) {
        return attributes.get(name) instanceof Integer value ? value & 0xffffffffL : -1;
    }

    private static String octal(int mode) {
        return "%04o".formatted(mode);
    }
}
