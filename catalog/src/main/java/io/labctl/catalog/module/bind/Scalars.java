package io.labctl.catalog.module.bind;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads single values. The shape that is wanted decides what a text means, so no text changes its
 * type by looking like another: a version {@code 1.10} stays {@code 1.10}.
 */
final class Scalars {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]{1,18}");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?");
    private static final Pattern SPAN =
            Pattern.compile(
                    "(?:([0-9]{1,9})d)?(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?");
    private static final ChronoUnit[] UNITS = {
        ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS, ChronoUnit.MILLIS
    };

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

    /** {@code 1d2h3m4s5ms}, any of them, in this order. */
    static Optional<Object> span(String text) {
        Matcher parts = SPAN.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        Duration span = Duration.ZERO;
        for (int i = 0; i < UNITS.length; i++) {
            String count = parts.group(i + 1);
            span = count == null ? span : span.plus(Long.parseLong(count), UNITS[i]);
        }
        return Optional.of(span);
    }
}
