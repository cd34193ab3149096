package io.labctl.agent.type.user;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Missing;
import io.labctl.agent.machine.NameService;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What useradd(8) and usermod(8) would refuse of an account, as far as looking tells. */
final class AccountFit {
    private final Root root;
    private final NameService directory;
    private final Homes homes;

    AccountFit(Root root, Commands commands, Homes homes) {
        this.root = root;
        this.directory = new NameService(commands);
        this.homes = homes;
    }

    /**
     * Refuses what does not fit into the machine.
     *
     * @throws Missing for a group that nobody knows
     * @throws Conflict for a number that another one has, a home that cannot be moved, or one of
     *     both while something runs as the account
     */
    void require(UserResource wanted, List<Change> changes) throws IOException {
        Accounts accounts = Accounts.read(root);
        if (wanted.uid() != null && isAbout(changes, "uid")) {
            requireFree(wanted.uid(), wanted.name(), accounts);
        }
        if (wanted.group() != null && isAbout(changes, "group")) {
            requireGroup(wanted.group(), accounts);
        }
        if (isAbout(changes, "groups")) {
            for (String each : wanted.groups()) {
                requireGroup(each, accounts);
            }
        }
        if (changes.stream().anyMatch(each -> each.property().equals(UserType.ENSURE))) {
            homes.requirePlace(wanted);
        } else if (isAbout(changes, "home")) {
            HomeAct _ = homes.act(wanted);
        }
        requireNobodyIn(wanted, changes, accounts);
    }

    /**
     * As usermod(8) refuses it of an account in use; what else it changes, it changes all the same.
     */
    private void requireNobodyIn(UserResource wanted, List<Change> changes, Accounts accounts)
            throws IOException {
        String others =
                changes.stream()
                        .map(Change::property)
                        .filter(List.of("uid", "home")::contains)
                        .collect(Collectors.joining(" or "));
        Optional<Accounts.User> user = accounts.user(wanted.name());
        if (!others.isEmpty() && user.isPresent()) {
            Running.refuse(
                    "'%s' gets no other %s".formatted(wanted.name(), others), user.get(), root);
        }
    }

    /** A new account is about all of it. */
    private static boolean isAbout(List<Change> changes, String property) {
        return changes.stream()
                .map(Change::property)
                .anyMatch(each -> each.equals(property) || each.equals("ensure"));
    }

    private static void requireFree(long uid, String name, Accounts accounts) {
        for (String each : accounts.userNames()) {
            if (!each.equals(name)
                    && accounts.user(each).filter(user -> user.uid() == uid).isPresent()) {
                throw new Conflict("UID %d is that of user '%s'".formatted(uid, each));
            }
        }
    }

    private void requireGroup(String name, Accounts accounts) throws IOException {
        if (accounts.group(name).isEmpty() && !directory.has(NameService.Database.GROUP, name)) {
            throw Missing.group(name);
        }
    }
}
