package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.regex.Pattern;

/**
 * A time of the machine's day.
 *
 * @param value such as {@code 03:30}
 */
public record TimeOfDay(String value) {
    private static final Pattern FORM = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

    public TimeOfDay {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidInput(
                    "'%s' is not a time of day, 00:00 to 23:59".formatted(Printable.of(value)));
        }
    }
}
