package io.labctl.agent.type.user;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.UserResource;
import io.labctl.catalog.secret.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@link UserResource}, by useradd(8), usermod(8) and userdel(8). */
public final class UserType implements ResourceType<UserResource, Optional<Account>> {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    static final String ENSURE = "ensure";
    static final String SHELL = "shell";

    private final Root root;
    private final Commands commands;
    private final PurgedKeys purgedKeys;
    private final Homes homes;
    private final AccountFit fit;
    private final LoginShell shell;
    private final Unlocking unlocking;
    private final AccountRemoval removal;

    /**
     * The type on one machine.
     *
     * @param directories by which a home is removed
     */
    public UserType(
            Root root,
            Commands commands,
            Backups backups,
            ResourceType<DirectoryResource, ?> directories) {
        this.root = root;
        this.commands = commands;
        this.purgedKeys = new PurgedKeys(root, backups);
        this.homes = new Homes(root);
        this.shell = new LoginShell(root);
        this.unlocking = new Unlocking(root);
        this.fit = new AccountFit(root, commands, homes);
        this.removal = new AccountRemoval(root, commands, directories);
    }

    @Override
    public Map<UserResource, Optional<Account>> observe(Collection<UserResource> wanted)
            throws IOException {
        Accounts accounts = Accounts.read(root);
        boolean needsShadow = wanted.stream().anyMatch(each -> each.login() != null);
        Map<String, ShadowLine> shadow = needsShadow ? ShadowLine.all(root) : Map.of();
        var found = new LinkedHashMap<UserResource, Optional<Account>>();
        for (UserResource each : wanted) {
            Optional<Accounts.User> user = accounts.user(each.name());
            found.put(
                    each,
                    user.isEmpty()
                            ? Optional.empty()
                            : Optional.of(account(each, user.get(), accounts, shadow)));
        }
        return found;
    }

    private Account account(
            UserResource wanted,
            Accounts.User user,
            Accounts accounts,
            Map<String, ShadowLine> shadow) {
        return new Account(
                user,
                accounts.groupName(user.gid(), wanted.group()),
                accounts.membershipsOf(user),
                shadow.getOrDefault(user.name(), ShadowLine.NONE),
                purgedKeys.of(wanted, user));
    }

    @Override
    public List<Change> plan(UserResource wanted, Optional<Account> found) {
        if (wanted.ensure() == Presence.ABSENT) {
            return found.map(_ -> Change.of(ENSURE, "present", "absent")).stream().toList();
        }
        mustKnowPassword(wanted);
        return found.map(account -> differences(wanted, account))
                .orElseGet(() -> List.of(Change.of(ENSURE, "absent", "present")));
    }

    /** A catalog as people are shown it is none to be applied. */
    private static void mustKnowPassword(UserResource wanted) {
        Secret password = wanted.login() == null ? null : wanted.login().password();
        if (password != null && password.equals(Secret.HIDDEN)) {
            throw new InvalidInput(
                    "the password of '%s' is hidden in this catalog".formatted(wanted.name()));
        }
    }

    private static List<Change> differences(UserResource wanted, Account found) {
        var changes = new ArrayList<Change>();
        Accounts.User user = found.user();
        String uid = wanted.uid() == null ? null : wanted.uid().toString();
        Stream.of(
                        Change.toward("uid", Long.toString(user.uid()), uid),
                        Change.toward("group", found.group(), wanted.group()),
                        Memberships.change(wanted, found),
                        Change.toward("home", user.home(), wanted.home()),
                        Change.toward(SHELL, user.shell(), wanted.shell()),
                        Change.toward("comment", user.comment(), wanted.comment()))
                .flatMap(Optional::stream)
                .forEach(changes::add);
        if (wanted.login() != null) {
            changes.addAll(LoginPlan.of(wanted.login(), found.shadow()));
        }
        changes.addAll(found.otherKeys().changes());
        return changes;
    }

    @Override
    public void requirePossible(UserResource wanted, List<Change> changes) throws IOException {
        if (wanted.ensure() == Presence.ABSENT) {
            removal.requirePossible(wanted);
            return;
        }
        requireAccountPossible(wanted, changes);
        if (changes.stream().noneMatch(UserType::decidesOnKeys)) {
            Optional<Accounts.User> user = Accounts.read(root).user(wanted.name());
            if (user.isPresent()) {
                purgedKeys.of(wanted, user.get()).requireKnown();
            }
        }
    }

    /** The group of its own that goes with it. */
    @Override
    public List<Change> sideEffects(
            UserResource wanted, List<Change> changes, List<Resource> others) throws IOException {
        return wanted.ensure() == Presence.ABSENT && removal.takesGroup(wanted)
                ? List.of(Change.of("group", wanted.name(), null))
                : List.of();
    }

    private void requireAccountPossible(UserResource wanted, List<Change> changes)
            throws IOException {
        shell.mustBeThere(wanted, changes);
        unlocking.mustBePossible(wanted, changes);
        fit.require(wanted, changes);
    }

    /** Whose the home's files are, or where it is. */
    private static boolean decidesOnKeys(Change change) {
        return switch (change.property()) {
            case "uid", "group", "groups", "home" -> true;
            default -> false;
        };
    }

    @Override
    public boolean mayMakePossible(UserResource wanted, Resource earlier) {
        return EnteredBy.mayMakePossible(wanted, earlier);
    }

    /** The keys have their turn when the account is as wanted. */
    @Override
    public List<Change> madeAnyway(UserResource wanted, List<Change> changes) throws IOException {
        if (wanted.ensure() == Presence.ABSENT) {
            return List.of();
        }
        try {
            requireAccountPossible(wanted, changes);
        } catch (LabException _) { // told already
            return List.of();
        }
        return changes.stream().filter(each -> !OtherKeys.isUnknown(each)).toList();
    }

    @Override
    public void apply(UserResource wanted, List<Change> changes) throws IOException {
        if (wanted.ensure() == Presence.ABSENT) {
            removal.remove(wanted);
            return;
        }
        requireAccountPossible(wanted, changes);
        if (changes.getFirst().property().equals(ENSURE)) {
            homes.mustHavePlace(wanted);
            boolean namesake = Accounts.read(root).group(wanted.name()).isPresent();
            require(AccountCommand.add(wanted, namesake));
        } else if (changes.stream().anyMatch(AccountCommand::makes)) {
            modify(wanted, changes);
        }
        if (wanted.login() != null || wanted.onlyKeys() != null) {
            applyToAccount(wanted);
        }
    }

    private void modify(UserResource wanted, List<Change> changes) throws IOException {
        HomeAct act = homes.act(wanted);
        if (act instanceof HomeAct.Made && wanted.home() != null) {
            new NewHome(root, commands).make(wanted, wanted.home());
        }
        try {
            require(AccountCommand.modify(wanted, changes, act instanceof HomeAct.Moves));
        } catch (Unavailable e) {
            if (act instanceof HomeAct.Moves(String old)) {
                keepHome(wanted, old, e);
            }
            throw e;
        }
    }

    /** The next run looks at passwd(5), which usermod(8) writes before it moves anything. */
    private void keepHome(UserResource wanted, String old, Unavailable cause) {
        try {
            if (homes.isNotMoved(wanted, old)) {
                require(AccountCommand.atHome(wanted, old));
            }
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /** What is wanted besides is compared anew: an account just made has only its defaults. */
    private void applyToAccount(UserResource wanted) throws IOException {
        Account now =
                observe(List.of(wanted))
                        .getOrDefault(wanted, Optional.empty())
                        .orElseThrow(
                                () ->
                                        new Conflict(
                                                "'%s' is no local user".formatted(wanted.name())));
        if (wanted.login() != null) {
            new LoginCommands(commands)
                    .make(wanted, wanted.login(), LoginPlan.of(wanted.login(), now.shadow()));
        }
        now.otherKeys().requireKnown();
        if (!now.otherKeys().isNothing()) {
            purgedKeys.remove(wanted, now.user());
        }
    }

    private void require(List<String> argv) throws IOException {
        commands.require(Command.of(argv, LIMIT));
    }
}
