package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.regex.Pattern;

/** The name of a file in {@code /etc/sudoers.d}; sudo passes over those with a dot or a tilde. */
public record SudoFileName(String value) implements Comparable<SudoFileName> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{1,100}");

    public SudoFileName {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidInput(
                    "sudo rule '%s' has other characters than A-Z a-z 0-9 _ -"
                            .formatted(Printable.of(value)));
        }
    }

    @Override
    public int compareTo(SudoFileName other) {
        return value.compareTo(other.value);
    }
}
