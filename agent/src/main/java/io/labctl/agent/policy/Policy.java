package io.labctl.agent.policy;

import io.labctl.agent.machine.Command;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.session.LogQuery;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionTask;
import io.labctl.catalog.work.Action;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What labd may ask of this machine. */
public sealed interface Policy {
    /** Why this is not to be done, in a sentence; empty when it is allowed. */
    Optional<String> objection(Action action);

    /** Whether people may read the log that is the file of this path. */
    boolean allowsLog(String path);

    /** What its owner is told of it; empty when there is none. */
    Optional<String> word();

    /** The machine has none: all is allowed. */
    record None() implements Policy {
        @Override
        public boolean allowsLog(String path) {
            return LogSettings.USUAL.allows(path);
        }

        @Override
        public Optional<String> objection(Action action) {
            return Optional.empty();
        }

        @Override
        public Optional<String> word() {
            return Optional.empty();
        }
    }

    /**
     * There is one that cannot be used. Until it is mended nothing is allowed but to end what runs.
     *
     * @param fault a sentence that names the file
     */
    record Faulty(String fault) implements Policy {
        @Override
        public boolean allowsLog(String path) {
            return false;
        }

        @Override
        public Optional<String> objection(Action action) {
            return action instanceof Action.Kill
                    ? Optional.empty()
                    : Optional.of("the policy of this machine cannot be used: " + fault);
        }

        @Override
        public Optional<String> word() {
            return Optional.of("of no use, so nothing is allowed: " + fault);
        }
    }

    /** What its file says. */
    record Rules(Path file, PolicySettings settings) implements Policy {
        /** Unless another is asked for. */
        private static final String USUAL_USER = "root";

        @Override
        public boolean allowsLog(String path) {
            return settings.logs().orElse(LogSettings.USUAL).allows(path);
        }

        @Override
        public Optional<String> objection(Action action) {
            return forbidden(action)
                    .map(
                            what ->
                                    "the policy of this machine (%s) does not allow %s"
                                            .formatted(file, what));
        }

        @Override
        public Optional<String> word() {
            return Optional.of(file.toString());
        }

        private Optional<String> forbidden(Action action) {
            return switch (action) {
                case Action.ShowResources _ -> unless(AllowedAction.RESOURCE);
                case Action.Session(SessionTask task, boolean _, _) -> forbidden(task);
                case Action.Attach _, Action.Kill _ -> Optional.empty();
            };
        }

        private Optional<String> forbidden(SessionTask task) {
            return switch (task) {
                case SessionCommand command ->
                        unless(AllowedAction.EXEC)
                                .or(() -> terminal(command))
                                .or(() -> user(command))
                                .or(() -> variable(command))
                                .or(() -> command(command));
                case LogQuery _ -> unless(AllowedAction.LOGS);
                case RunRequest _ -> unless(AllowedAction.RUN);
            };
        }

        private Optional<String> unless(AllowedAction action) {
            return settings.allows(action)
                    ? Optional.empty()
                    : Optional.of("'%s'".formatted(action.word()));
        }

        private Optional<String> terminal(SessionCommand command) {
            return command.terminal() == null ? Optional.empty() : unless(AllowedAction.TERMINAL);
        }

        private Optional<String> user(SessionCommand command) {
            String user = command.user() == null ? USUAL_USER : command.user();
            return settings.allowsUser(user)
                    ? Optional.empty()
                    : Optional.of("to run commands as '%s'".formatted(user));
        }

        private Optional<String> variable(SessionCommand command) {
            return command.environment().keySet().stream()
                    .filter(name -> !settings.allowsVariable(name))
                    .findFirst()
                    .map("to set the variable '%s'"::formatted);
        }

        private Optional<String> command(SessionCommand command) {
            var argv = command.argv();
            String program = path(argv.getFirst());
            return settings.allowsCommand(program, argv.subList(1, argv.size()))
                    ? Optional.empty()
                    : Optional.of(
                            "to run '%s'%s"
                                    .formatted(
                                            Printable.of(program),
                                            settings.allowsProgram(program)
                                                    ? " with these arguments"
                                                    : ""));
        }

        /** Where it would be found; as it is named where it would not. */
        private static String path(String program) {
            return program.contains("/")
                    ? program
                    : Arrays.stream(Command.PATH.split(":"))
                            .map(folder -> Path.of(folder, program))
                            .filter(each -> Files.isRegularFile(each) && Files.isExecutable(each))
                            .map(Path::toString)
                            .findFirst()
                            .orElse(program);
        }
    }
}
