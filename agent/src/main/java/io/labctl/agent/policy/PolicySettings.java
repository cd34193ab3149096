package io.labctl.agent.policy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code policy.yaml} as it is written; what is not given restricts nothing.
 *
 * @param actions what may be asked at all
 * @param commands what may be run
 * @param users as whom
 * @param environment the variables that a command may be given, which may end with a star
 * @param logs which logs may be read
 */
record PolicySettings(
        Optional<List<AllowedAction>> actions,
        Optional<List<CommandPattern>> commands,
        Optional<List<Account>> users,
        Optional<List<Variables>> environment,
        Optional<LogSettings> logs) {
    /** Those that change no program's doing but for how it shows things. */
    private static final List<Variables> HARMLESS =
            List.of(
                    new Variables("TERM"),
                    new Variables("COLORTERM"),
                    new Variables("LANG"),
                    new Variables("LC_*"));

    /** Where programs are looked for. */
    private static final String SEARCHED = "PATH";

    record Account(String name) {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,31}");

        Account {
            if (!NAME.matcher(name).matches()) {
                throw new InvalidInput(
                        "user '%s' is not an account's name".formatted(Printable.of(name)));
            }
        }
    }

    record Variables(String pattern) {
        private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\*?");

        Variables {
            if (!NAME.matcher(pattern).matches()) {
                throw new InvalidInput(
                        "'%s' is not a variable's name, nor the beginning of one and a star"
                                .formatted(Printable.of(pattern)));
            }
        }

        boolean includes(String name) {
            return CommandPattern.isLike(pattern, name);
        }
    }

    boolean allows(AllowedAction action) {
        return actions.map(those -> those.contains(action)).orElse(true);
    }

    boolean allowsUser(String name) {
        return users.map(those -> those.contains(new Account(name))).orElse(true);
    }

    boolean allowsCommand(String program, List<String> arguments) {
        return commands.map(
                        those -> those.stream().anyMatch(each -> each.allows(program, arguments)))
                .orElse(true);
    }

    /** Whether some arguments of it are allowed. */
    boolean allowsProgram(String program) {
        return commands.map(those -> those.stream().anyMatch(each -> each.isOf(program)))
                .orElse(true);
    }

    /** Where the commands are named, a variable must not make others of them. */
    boolean allowsVariable(String name) {
        if (commands.isPresent() && name.equals(SEARCHED)) {
            return false;
        }
        return environment
                .or(() -> commands.map(_ -> HARMLESS))
                .map(those -> those.stream().anyMatch(each -> each.includes(name)))
                .orElse(true);
    }
}
