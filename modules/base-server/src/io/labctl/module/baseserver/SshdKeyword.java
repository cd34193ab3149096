package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.regex.Pattern;

/**
 * A keyword of sshd_config(5), whose case does not matter.
 *
 * @param value as it was written
 */
public record SshdKeyword(String value) implements Comparable<SshdKeyword> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]{1,60}");

    public SshdKeyword {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidInput("option '%s' is not one keyword".formatted(Printable.of(value)));
        }
    }

    @Override
    public int compareTo(SshdKeyword other) {
        return value.compareToIgnoreCase(other.value);
    }
}
