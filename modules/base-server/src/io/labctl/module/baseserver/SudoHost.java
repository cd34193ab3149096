package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.regex.Pattern;

/**
 * On which machines a rule of sudoers(5) holds.
 *
 * @param value a host's name, which may hold {@code *} and {@code ?}, an IPv4 address or network
 */
public record SudoHost(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9*?][a-z0-9.*?/-]{0,252}");

    public SudoHost {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidInput(
                    "'%s' is neither a host's name in small letters nor an IPv4 address or network"
                            .formatted(Printable.of(value)));
        }
    }
}
