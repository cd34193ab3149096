package io.labctl.agent.type.user;

import io.labctl.agent.machine.Missing;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The program that an account is entered by; one without it lets nobody in. */
final class LoginShell {
    private final Root root;

    LoginShell(Root root) {
        this.root = root;
    }

    /**
     * useradd(8) and usermod(8) set what is not there, with a warning or none.
     *
     * @throws Missing when these changes would do so
     */
    void mustBeThere(UserResource wanted, List<Change> changes) throws IOException {
        String shell = wanted.shell();
        if (shell == null || wanted.ensure() == Presence.ABSENT || !isAbout(changes)) {
            return;
        }
        Optional<String> trouble = trouble(root.seen(shell));
        if (trouble.isPresent()) {
            throw new Missing(
                    Missing.Kind.PROGRAM,
                    shell,
                    "no program '%s' to be the shell of '%s'%s"
                            .formatted(shell, wanted.name(), trouble.get()));
        }
    }

    /** Of a new account, or of one that has another. */
    private static boolean isAbout(List<Change> changes) {
        return changes.stream()
                .map(Change::property)
                .anyMatch(each -> each.equals(UserType.ENSURE) || each.equals(UserType.SHELL));
    }

    private static Optional<String> trouble(Optional<Path> program) {
        if (program.isEmpty()) {
            return Optional.of("");
        }
        if (!Files.isRegularFile(program.get())) {
            return Optional.of(": it is no file");
        }
        return Files.isExecutable(program.get())
                ? Optional.empty()
                : Optional.of(": it is not executable");
    }
}
