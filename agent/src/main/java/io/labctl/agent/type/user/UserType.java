package io.labctl.agent.type.user;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@link UserResource}, by useradd(8), usermod(8) and userdel(8). */
public final class UserType implements ResourceType<UserResource, Optional<Account>> {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Root root;
    private final Commands commands;

    public UserType(Root root, Commands commands) {
        this.root = root;
        this.commands = commands;
    }

    @Override
    public Map<UserResource, Optional<Account>> observe(Collection<UserResource> wanted)
            throws IOException {
        Accounts accounts = Accounts.read(root);
        var found = new LinkedHashMap<UserResource, Optional<Account>>();
        wanted.forEach(each -> found.put(each, state(each, accounts)));
        return found;
    }

    private static Optional<Account> state(UserResource wanted, Accounts accounts) {
        return accounts.user(wanted.name())
                .map(
                        user ->
                                new Account(
                                        user,
                                        accounts.groupName(user.gid(), wanted.group()),
                                        accounts.membershipsOf(user)));
    }

    @Override
    public List<Change> plan(UserResource wanted, Optional<Account> found) {
        if (wanted.ensure() == Presence.ABSENT) {
            return found.map(_ -> Change.of("ensure", "present", "absent")).stream().toList();
        }
        return found.map(account -> differences(wanted, account))
                .orElseGet(() -> List.of(Change.of("ensure", "absent", "present")));
    }

    private static List<Change> differences(UserResource wanted, Account found) {
        var changes = new ArrayList<Change>();
        Accounts.User user = found.user();
        String uid = wanted.uid() == null ? null : wanted.uid().toString();
        difference("uid", Long.toString(user.uid()), uid, changes);
        difference("group", found.group(), wanted.group(), changes);
        if (!groupsAfter(wanted, found).containsAll(wanted.groups())) {
            changes.add(memberships(wanted, found));
        }
        difference("home", user.home(), wanted.home(), changes);
        difference("shell", user.shell(), wanted.shell(), changes);
        difference("comment", user.comment(), wanted.comment(), changes);
        return changes;
    }

    /** Those that it is in once its primary group is as wanted. */
    private static Set<String> groupsAfter(UserResource wanted, Account found) {
        var all = new TreeSet<>(found.memberships());
        all.add(wanted.group() != null ? wanted.group() : found.group());
        return all;
    }

    private static Change memberships(UserResource wanted, Account found) {
        var all = new TreeSet<>(found.memberships());
        all.addAll(wanted.groups());
        String before =
                found.memberships().isEmpty() ? null : String.join(",", found.memberships());
        return Change.of("groups", before, String.join(",", all));
    }

    private static void difference(
            String property, String from, @Nullable String to, List<Change> changes) {
        if (to != null && !to.equals(from)) {
            changes.add(Change.of(property, from, to));
        }
    }

    @Override
    public void apply(UserResource wanted, List<Change> changes) throws IOException {
        boolean isNew = changes.getFirst().property().equals("ensure");
        List<String> argv;
        if (wanted.ensure() == Presence.ABSENT) {
            argv = AccountCommand.remove(wanted);
        } else if (isNew) {
            mustHavePlaceForHome(wanted);
            boolean namesake = Accounts.read(root).group(wanted.name()).isPresent();
            argv = AccountCommand.add(wanted, namesake);
        } else {
            if (changes.stream().anyMatch(each -> each.property().equals("home"))) {
                mustHavePlaceForHome(wanted);
            }
            argv = AccountCommand.modify(wanted, changes);
        }
        commands.require(Command.of(argv, LIMIT));
    }

    /**
     * Where anything but a directory stands, useradd(8) makes no home and calls that well; where it
     * cannot make one, it leaves an account without a home, which the next run would take for made.
     * That a machine has another place than {@code /home} for new homes, in {@code
     * /etc/default/useradd}, is not considered.
     */
    private void mustHavePlaceForHome(UserResource wanted) {
        String home = wanted.home() != null ? wanted.home() : "/home/" + wanted.name();
        Path place = root.at(home);
        if (!wanted.manageHome() || Files.isDirectory(place)) {
            return;
        }
        if (isThere(place)) {
            throw new Conflict(noHome(home, "is not a directory"));
        }
        Path above = place;
        while (!isThere(above)) {
            above = Objects.requireNonNull(above.getParent(), "the root exists");
        }
        mustTakeADirectory(above, home);
    }

    private void mustTakeADirectory(Path above, String home) {
        try {
            Files.delete(Files.createTempDirectory(above, ".home"));
        } catch (IOException e) {
            String why =
                    "cannot be made below '%s' (%s)"
                            .formatted(root.nameOf(above), FileTrouble.reason(e));
            throw new Conflict(noHome(home, why), e);
        }
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static String noHome(String home, String why) {
        return "home '%s' %s: give another, or set manage-home to false".formatted(home, why);
    }
}
