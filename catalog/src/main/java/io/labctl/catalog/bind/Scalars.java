package io.labctl.catalog.bind;

import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.time.Span;
import io.labctl.catalog.time.WrittenSpan;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads single values. The shape that is wanted decides what a text means, so no text changes its
 * type by looking like another: a version {@code 1.10} stays {@code 1.10}.
 */
final class Scalars {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern ANY_WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?");

    private Scalars() {}

    /** The value as the shape wants it; empty when it is none, or the shape is no single value. */
    static Optional<Object> bind(Shape shape, Value.Scalar value) {
        String text = value.text();
        return switch (shape) {
            case Shape.Text _ -> Optional.of(text);
            case Shape.Choice(var constants) -> Optional.ofNullable(constants.get(text));
            case Shape.Span(boolean written) -> span(text, written);
            case Shape.Flag _ when !value.quoted() -> flag(text);
            case Shape.Whole(boolean wide) when !value.quoted() -> whole(text, wide);
            case Shape.Decimal _ when !value.quoted() -> decimal(text);
            default -> Optional.empty();
        };
    }

    /** Why a value is not what the shape wants although it may look like it; may be nothing. */
    static String hint(Shape shape, Value.Scalar value) {
        return switch (shape) {
            case Shape.Choice(var constants) -> Suggestion.hint(value.text(), constants.keySet());
            case Shape.Flag _, Shape.Whole _, Shape.Decimal _ when value.quoted() ->
                    " (it is in quotes, which makes it text)";
            case Shape.Whole(boolean wide) when ANY_WHOLE.matcher(value.text()).matches() ->
                    wide
                            ? " of at most 18 digits"
                            : " from %d to %d".formatted(Integer.MIN_VALUE, Integer.MAX_VALUE);
            default -> "";
        };
    }

    private static Optional<Object> flag(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private static Optional<Object> whole(String text, boolean wide) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        if (wide) {
            return Optional.of(number);
        }
        return number == (int) number ? Optional.of((int) number) : Optional.empty();
    }

    private static Optional<Object> decimal(String text) {
        return Optional.of(text)
                .filter(each -> DECIMAL.matcher(each).matches())
                .map(Double::parseDouble)
                .filter(Double::isFinite)
                .map(each -> (Object) each);
    }

    private static Optional<Object> span(String text, boolean written) {
        return Span.parse(text).map(each -> written ? new WrittenSpan(each, text) : each);
    }
}
