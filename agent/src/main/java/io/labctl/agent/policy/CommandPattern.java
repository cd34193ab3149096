package io.labctl.agent.policy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The commands that a line such as {@code /usr/bin/systemctl status lab-*} allows: word for word,
 * where {@code *} stands for any part of one word, and as the last word for all that may follow. A
 * word with a part that is left open may not hold {@code ..}: who allows {@code /srv*} does not
 * mean {@code /srv/../root}.
 */
record CommandPattern(String line) {
    private static final String ANYTHING = "*";
    private static final String UPWARDS = "..";

    CommandPattern {
        String program = words(line).getFirst();
        if (!program.startsWith("/") || program.contains(ANYTHING)) {
            throw new InvalidInput(
                    "command '%s' does not begin with the full path of one program"
                            .formatted(Printable.of(line)));
        }
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split("[ \t]+"));
    }

    /** Whether it allows a program with these arguments. */
    boolean allows(String program, List<String> arguments) {
        List<String> allowed = words(line);
        List<String> rest = allowed.subList(1, allowed.size());
        boolean isOpen = !rest.isEmpty() && rest.getLast().equals(ANYTHING);
        List<String> fixed = isOpen ? rest.subList(0, rest.size() - 1) : rest;
        return isOf(program)
                && (isOpen ? arguments.size() >= fixed.size() : arguments.size() == fixed.size())
                && IntStream.range(0, fixed.size())
                        .allMatch(at -> allows(fixed.get(at), arguments.get(at)));
    }

    private static boolean allows(String pattern, String argument) {
        return isLike(pattern, argument)
                && !(pattern.contains(ANYTHING) && argument.contains(UPWARDS));
    }

    boolean isOf(String program) {
        return words(line).getFirst().equals(program);
    }

    static boolean isLike(String pattern, String word) {
        String whole =
                Arrays.stream(pattern.split("\\*", -1))
                        .map(Pattern::quote)
                        .collect(Collectors.joining(".*"));
        return Pattern.compile(whole, Pattern.DOTALL).matcher(word).matches();
    }
}
