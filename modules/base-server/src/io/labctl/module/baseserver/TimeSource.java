package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.regex.Pattern;

/**
 * Where the time comes from.
 *
 * @param value a host's name or its address
 */
public record TimeSource(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9:][A-Za-z0-9.:-]{0,252}");

    public TimeSource {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidInput(
                    "'%s' is neither a host's name nor an address".formatted(Printable.of(value)));
        }
    }
}
