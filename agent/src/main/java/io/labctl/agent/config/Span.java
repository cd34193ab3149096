package io.labctl.agent.config;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A span of time as people write it: a whole number and a unit, {@code 90s}, {@code 30m}. */
final class Span {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(s|m|h|d)");

    private Span() {}

    static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new InvalidInput(
                    "'%s' is not a span of time such as 90s, 30m, 2h or 1d"
                            .formatted(Printable.of(text)));
        }
        long number = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
