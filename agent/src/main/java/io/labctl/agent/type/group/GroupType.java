package io.labctl.agent.type.group;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.KnownUsers;
import io.labctl.agent.machine.LoginDefaults;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@link GroupResource}, by groupadd(8), groupmod(8), groupdel(8) and gpasswd(1). */
public final class GroupType implements ResourceType<GroupResource, Optional<Accounts.Group>> {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String ENSURE = "ensure";
    private static final String GID = "gid";
    private static final String MEMBERS = "members";

    private final Root root;
    private final Commands commands;

    public GroupType(Root root, Commands commands) {
        this.root = root;
        this.commands = commands;
    }

    @Override
    public Map<GroupResource, Optional<Accounts.Group>> observe(Collection<GroupResource> wanted)
            throws IOException {
        Accounts accounts = Accounts.read(root);
        var found = new LinkedHashMap<GroupResource, Optional<Accounts.Group>>();
        wanted.forEach(each -> found.put(each, accounts.group(each.name())));
        return found;
    }

    @Override
    public List<Change> plan(GroupResource wanted, Optional<Accounts.Group> found) {
        if (wanted.ensure() == Presence.ABSENT) {
            return found.map(_ -> Change.of(ENSURE, "present", "absent")).stream().toList();
        }
        if (found.isEmpty()) {
            return List.of(Change.of(ENSURE, "absent", "present"));
        }
        var changes = new ArrayList<Change>();
        long gid = found.get().gid();
        if (wanted.gid() != null && wanted.gid() != gid) {
            changes.add(Change.of(GID, Long.toString(gid), wanted.gid().toString()));
        }
        Set<String> now = new TreeSet<>(found.get().members());
        if (!members(wanted, now).equals(now)) {
            changes.add(Change.of(MEMBERS, told(now), told(members(wanted, now))));
        }
        return changes;
    }

    /** Those that are wanted, and those that may stay. */
    private static Set<String> members(GroupResource wanted, Set<String> now) {
        var all = new TreeSet<>(wanted.members());
        if (!wanted.onlyMembers()) {
            all.addAll(now);
        }
        return all;
    }

    private static Set<String> names(@Nullable String told) {
        return told == null ? Set.of() : new TreeSet<>(List.of(told.split(",")));
    }

    private static @Nullable String told(Set<String> members) {
        return members.isEmpty() ? null : String.join(",", members);
    }

    @Override
    public void requirePossible(GroupResource wanted, List<Change> changes) throws IOException {
        if (wanted.ensure() == Presence.ABSENT) {
            mustBeNobodysOwn(wanted);
            return;
        }
        requireFreeGid(wanted, changes);
        var joining = new TreeSet<String>();
        for (Change change : changes) {
            joining.addAll(joining(wanted, change));
        }
        mustBeNone(missing(joining));
    }

    /** One that userdel(8) takes with its account is gone by then. */
    @Override
    public List<Change> leftAfter(
            GroupResource wanted, List<Change> changes, List<Resource> earlier) throws IOException {
        Accounts accounts = Accounts.read(root);
        Optional<Accounts.User> user = accounts.user(wanted.name());
        boolean isGone =
                wanted.ensure() == Presence.ABSENT
                        && user.isPresent()
                        && earlier.stream().anyMatch(each -> isWithout(user.get(), each))
                        && LoginDefaults.read(root).takesGroup(user.get(), accounts);
        return isGone ? List.of() : changes;
    }

    private static boolean isWithout(Accounts.User user, Resource earlier) {
        return earlier instanceof UserResource other
                && other.ensure() == Presence.ABSENT
                && other.name().equals(user.name());
    }

    @Override
    public List<Change> madeAnyway(GroupResource wanted, List<Change> changes) throws IOException {
        if (wanted.ensure() == Presence.ABSENT || hasGid(wanted, changes).isPresent()) {
            return List.of();
        }
        var made = new ArrayList<Change>();
        for (Change change : changes) {
            if (change.property().equals(MEMBERS)) {
                membersMade(wanted, change).ifPresent(made::add);
            } else {
                made.add(change);
            }
        }
        return made;
    }

    private Optional<Change> membersMade(GroupResource wanted, Change change) throws IOException {
        Set<String> then = without(missing(joining(wanted, change)), names(change.to()));
        return then.equals(names(change.from()))
                ? Optional.empty()
                : Optional.of(Change.of(MEMBERS, change.from(), told(then)));
    }

    private static Set<String> joining(GroupResource wanted, Change change) {
        return switch (change.property()) {
            case ENSURE -> Set.copyOf(wanted.members());
            case MEMBERS -> without(names(change.from()), names(change.to()));
            default -> Set.of();
        };
    }

    private static Set<String> without(Set<String> some, Set<String> all) {
        var rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }

    @Override
    public void apply(GroupResource wanted, List<Change> changes) throws IOException {
        if (wanted.ensure() == Presence.ABSENT) {
            mustBeNobodysOwn(wanted);
            run(List.of("groupdel", wanted.name()));
            return;
        }
        requireFreeGid(wanted, changes);
        for (Change change : changes) {
            switch (change.property()) {
                case ENSURE -> {
                    add(wanted);
                    setMembers(wanted, Set.of(), new TreeSet<>(wanted.members()));
                }
                case GID -> {
                    var argv = new ArrayList<>(List.of("groupmod"));
                    addGid(wanted, argv);
                    argv.add(wanted.name());
                    run(argv);
                }
                case MEMBERS -> setMembers(wanted, names(change.from()), names(change.to()));
                default -> throw new IllegalArgumentException(change.property());
            }
        }
    }

    /** groupadd(8) and groupmod(8) would refuse it. */
    private void requireFreeGid(GroupResource wanted, List<Change> changes) throws IOException {
        Optional<String> other = hasGid(wanted, changes);
        if (other.isPresent()) {
            throw new Conflict("GID %d is that of group '%s'".formatted(wanted.gid(), other.get()));
        }
    }

    /** Which other group has the number that it is to get. */
    private Optional<String> hasGid(GroupResource wanted, List<Change> changes) throws IOException {
        Long gid = wanted.gid();
        boolean gets =
                changes.stream()
                        .map(Change::property)
                        .anyMatch(each -> each.equals(ENSURE) || each.equals(GID));
        if (gid == null || !gets) {
            return Optional.empty();
        }
        Accounts accounts = Accounts.read(root);
        return accounts.groupNames().stream()
                .filter(each -> !each.equals(wanted.name()))
                .filter(each -> accounts.group(each).filter(g -> g.gid() == gid).isPresent())
                .findFirst();
    }

    /** An account would be left without its primary group, which groupdel(8) refuses. */
    private void mustBeNobodysOwn(GroupResource wanted) throws IOException {
        Accounts accounts = Accounts.read(root);
        Optional<Long> gid = accounts.group(wanted.name()).map(Accounts.Group::gid);
        for (String each : accounts.userNames()) {
            Optional<Accounts.User> user = accounts.user(each);
            if (user.isPresent() && gid.equals(user.map(Accounts.User::gid))) {
                throw new Conflict(
                        "group '%s' is the primary group of user '%s'"
                                .formatted(wanted.name(), each));
            }
        }
    }

    private void add(GroupResource wanted) throws IOException {
        var argv = new ArrayList<>(List.of("groupadd"));
        if (wanted.system()) {
            argv.add("--system");
        }
        addGid(wanted, argv);
        argv.add(wanted.name());
        run(argv);
    }

    /** One by one: gpasswd(1) refuses a whole list that names anybody who does not exist. */
    private void setMembers(GroupResource wanted, Set<String> now, Set<String> then)
            throws IOException {
        Set<String> joining = without(now, then);
        Set<String> missing = missing(joining);
        for (String each : without(missing, joining)) {
            run(List.of("gpasswd", "--add", each, wanted.name()));
        }
        for (String each : without(then, now)) {
            run(List.of("gpasswd", "--delete", each, wanted.name()));
        }
        mustBeNone(missing);
    }

    private static void mustBeNone(Set<String> missing) {
        if (!missing.isEmpty()) {
            throw KnownUsers.missing(missing);
        }
    }

    private Set<String> missing(Collection<String> names) throws IOException {
        var users = new KnownUsers(Accounts.read(root), commands);
        var missing = new TreeSet<String>();
        for (String each : names) {
            if (!users.has(each)) {
                missing.add(each);
            }
        }
        return missing;
    }

    private void run(List<String> argv) throws IOException {
        commands.require(Command.of(argv, LIMIT));
    }

    private static void addGid(GroupResource wanted, List<String> argv) {
        if (wanted.gid() != null) {
            argv.addAll(List.of("--gid", wanted.gid().toString()));
        }
    }
}
