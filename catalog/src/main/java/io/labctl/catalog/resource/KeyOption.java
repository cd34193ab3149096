package io.labctl.catalog.resource;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.regex.Pattern;

/**
 * An option of authorized_keys(5): a name, and for some a value in quotes, in which a quote is
 * written {@code \"}.
 */
public record KeyOption(String value) {
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9-]+(=\"([^\"\\\\\\p{Cntrl}]|\\\\[^\\p{Cntrl}])*\")?");

    public KeyOption {
        if (!FORM.matcher(value).matches()) {
            throw InvalidInput.inField(
                    "options",
                    "option '%s' of a key is not a name, or a name and a value in quotes, such as from=\"10.0.0.0/8\""
                            .formatted(Printable.of(value)));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
