package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.regex.Pattern;

/**
 * A group's name, or a pattern of such. SSSD may name a group with its domain, {@code
 * ops@example.org}.
 *
 * @param value may hold {@code *} and {@code ?} (ssh_config(5), PATTERNS)
 */
public record GroupPattern(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.@*?-]{1,100}");

    public GroupPattern {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidInput(
                    "'%s' is not a group's name: use at most 100 of A-Z a-z 0-9 _ . @ -, with * and ? for any others"
                            .formatted(Printable.of(value)));
        }
    }
}
