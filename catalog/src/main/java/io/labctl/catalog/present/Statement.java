package io.labctl.catalog.present;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A declaration in the text of a module: {@code plan.user("ada").uid(1000);}. */
final class Statement {
    private static final int LONGEST = 100;
    private static final String INDENT = "\n        .";

    private final String head;
    private final List<String> calls = new ArrayList<>();

    Statement(String method, String... arguments) {
        this.head =
                Arrays.stream(arguments)
                        .map(Statement::literal)
                        .collect(Collectors.joining(", ", "plan." + method + "(", ")"));
    }

    /** Nothing where there is no value. */
    Statement with(String method, @Nullable String text) {
        return text == null ? this : call(method, literal(text));
    }

    Statement with(String method, @Nullable Long number) {
        if (number == null) {
            return this;
        }
        return call(method, number > Integer.MAX_VALUE ? number + "L" : number.toString());
    }

    /** Nothing where there are none. */
    Statement with(String method, List<String> texts) {
        return texts.isEmpty()
                ? this
                : call(
                        method,
                        texts.stream()
                                .map(Statement::literal)
                                .collect(Collectors.joining(", ", "List.of(", ")")));
    }

    /** One call with all of them; nothing where there are none. */
    Statement each(String method, List<String> texts) {
        return texts.isEmpty()
                ? this
                : call(
                        method,
                        texts.stream().map(Statement::literal).collect(Collectors.joining(", ")));
    }

    /** Nothing where neither is known. */
    Statement either(@Nullable Boolean which, String whenTrue, String whenFalse) {
        return which == null ? this : call(which ? whenTrue : whenFalse, "");
    }

    private Statement call(String method, String arguments) {
        calls.add("%s(%s)".formatted(method, arguments));
        return this;
    }

    private static String literal(String text) {
        var literal = new StringBuilder("\"");
        text.chars()
                .forEach(
                        c -> {
                            if (c == '"' || c == '\\') {
                                literal.append('\\').append((char) c);
                            } else if (Character.isISOControl(c)) {
                                literal.append(
                                        "\\%03o".formatted(c)); // read later than a Unicode escape
                            } else {
                                literal.append((char) c);
                            }
                        });
        return literal.append('"').toString();
    }

    /** On one line if it is not too long. */
    @Override
    public String toString() {
        String line = head + calls.stream().map("."::concat).collect(Collectors.joining()) + ";";
        return line.length() <= LONGEST
                ? line
                : head + calls.stream().map(INDENT::concat).collect(Collectors.joining()) + ";";
    }
}
