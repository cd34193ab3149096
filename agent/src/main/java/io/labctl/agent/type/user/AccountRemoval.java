package io.labctl.agent.type.user;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.LoginDefaults;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.resource.DirectoryResource;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes an account away, and before it the home that is managed with it: userdel(8) takes the
 * account first, and what it could not remove of the home then belongs to nobody, and no later run
 * looks at it.
 */
final class AccountRemoval {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Root root;
    private final Commands commands;
    private final HomeRemoval homes;

    AccountRemoval(Root root, Commands commands, ResourceType<DirectoryResource, ?> directories) {
        this.root = root;
        this.commands = commands;
        this.homes = new HomeRemoval(root, directories);
    }

    /**
     * Changes nothing.
     *
     * @throws Conflict when something runs as the account, or its home or mail cannot be removed
     */
    void requirePossible(UserResource wanted) throws IOException {
        Accounts accounts = Accounts.read(root);
        Optional<Accounts.User> user = accounts.user(wanted.name());
        if (user.isPresent()) {
            Running.refuse("'%s' is not removed".formatted(wanted.name()), user.get(), root);
            if (wanted.manageHome()) {
                homes.requirePossible(user.get(), accounts);
                refuseMailOfAnother(user.get());
            }
        }
    }

    /** Whether the group of its own goes with it. */
    boolean takesGroup(UserResource wanted) throws IOException {
        Accounts accounts = Accounts.read(root);
        Optional<Accounts.User> user = accounts.user(wanted.name());
        return user.isPresent() && LoginDefaults.read(root).takesGroup(user.get(), accounts);
    }

    /** userdel(8) would take the account and leave it. */
    private void refuseMailOfAnother(Accounts.User user) throws IOException {
        String folder = LoginDefaults.read(root).value("MAIL_DIR").orElse("/var/mail");
        Optional<Path> mail = root.seen(folder + "/" + user.name());
        if (mail.isPresent()) {
            long owner = ((Number) Files.getAttribute(mail.get(), "unix:uid")).longValue();
            if (owner != user.uid()) {
                throw new Conflict(
                        "'%s' is not removed, for its mail '%s/%s' belongs to uid %d: give it to the account or move it away by hand, or do not let its home be managed"
                                .formatted(user.name(), folder, user.name(), owner));
            }
        }
    }

    void remove(UserResource wanted) throws IOException {
        requirePossible(wanted);
        Optional<Accounts.User> user = Accounts.read(root).user(wanted.name());
        boolean withMail = wanted.manageHome() && user.isPresent() && homes.remove(user.get());
        try {
            commands.require(Command.of(AccountCommand.remove(wanted, withMail), LIMIT));
        } catch (Unavailable e) {
            if (Accounts.read(root).user(wanted.name()).isPresent()) {
                throw e;
            }
            throw new Unavailable(
                    "%s; the account of '%s' is gone, so remove by hand what is left of it"
                            .formatted(e.getMessage(), wanted.name()),
                    e);
        }
    }
}
