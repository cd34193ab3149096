package io.labctl.agent.type.user;

import io.labctl.agent.machine.Accounts;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.LoginDefaults;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes the home of an account that is there, as useradd(8) does of a new one, which usermod(8)
 * does not. It gets its name when it is whole, and before passwd(5) tells of it: a run that is
 * killed meanwhile leaves it to the next one.
 */
final class NewHome {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String SKELETON = "/etc/skel";
    private static final Pattern OCTAL = Pattern.compile("[0-7]{1,4}");
    private static final int ALL = 0777;
    private static final int UMASK = 022;

    private final Root root;
    private final Commands commands;

    NewHome(Root root, Commands commands) {
        this.root = root;
        this.commands = commands;
    }

    void make(UserResource wanted, String home) throws IOException {
        Path path = Path.of(home);
        String name = Objects.requireNonNull(path.getFileName(), "no home is the root").toString();
        String unfinished = path.resolveSibling(".%s.lab-agent".formatted(name)).toString();
        run("rm", "--recursive", "--force", "--one-file-system", "--", unfinished);
        if (Files.isDirectory(root.at(SKELETON))) { // with the labels of a home
            run("cp", "--recursive", "--no-dereference", "-Z", "--", SKELETON, unfinished);
        } else {
            run("mkdir", "-Z", "--", unfinished);
        }
        run("chmod", mode(), "--", unfinished);
        run("chown", "--recursive", "--no-dereference", "--", owner(wanted), unfinished);
        run("mv", "--no-target-directory", "--", unfinished, home);
    }

    /** By numbers, which may only become the account's with the same change. */
    private String owner(UserResource wanted) throws IOException {
        Accounts accounts = Accounts.read(root);
        Accounts.User user = accounts.user(wanted.name()).orElseThrow();
        long gid =
                Optional.ofNullable(wanted.group())
                        .flatMap(accounts::group)
                        .map(Accounts.Group::gid)
                        .orElse(user.gid());
        return "%d:%d".formatted(wanted.uid() == null ? user.uid() : wanted.uid(), gid);
    }

    /** As login.defs(5) has it for new homes. */
    private String mode() throws IOException {
        LoginDefaults defaults = LoginDefaults.read(root);
        int mode =
                octal(defaults, "HOME_MODE")
                        .orElseGet(() -> ALL & ~octal(defaults, "UMASK").orElse(UMASK));
        return Integer.toOctalString(mode);
    }

    private static Optional<Integer> octal(LoginDefaults defaults, String name) {
        return defaults.value(name)
                .filter(OCTAL.asMatchPredicate())
                .map(each -> Integer.parseInt(each, 8));
    }

    private void run(String... argv) throws IOException {
        commands.require(Command.of(List.of(argv), LIMIT));
    }
}
