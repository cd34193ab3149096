package io.labctl.catalog.bind;

import io.labctl.catalog.time.Span;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads single values. The shape that is wanted decides what a text means, so no text changes its
 * type by looking like another: a version {@code 1.10} stays {@code 1.10}.
 */
final class Scalars {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?");

    private Scalars() {}

    static Optional<Object> flag(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static Optional<Object> whole(String text, boolean wide) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        if (wide) {
            return Optional.of(number);
        }
        return number == (int) number ? Optional.of((int) number) : Optional.empty();
    }

    static Optional<Object> decimal(String text) {
        return Optional.of(text)
                .filter(each -> DECIMAL.matcher(each).matches())
                .map(Double::parseDouble)
                .filter(Double::isFinite)
                .map(each -> (Object) each);
    }

    static Optional<Object> span(String text) {
        return Span.parse(text).map(each -> (Object) each);
    }
}
