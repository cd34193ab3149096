package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.OneLine;
import java.util.SortedMap;
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

    /** A rule that this keyword is not given as an option too when the parameter sets it. */
    static void setOnce(
            String keyword,
            boolean isSet,
            String parameter,
            SortedMap<SshdKeyword, OneLine> options) {
        if (isSet) {
            SshdKeyword own = new SshdKeyword(keyword);
            options.keySet().stream()
                    .filter(each -> each.compareTo(own) == 0)
                    .forEach(each -> each.refuseBeside(parameter));
        }
    }

    private void refuseBeside(String parameter) {
        throw InvalidInput.inField(
                "options",
                "option '%s' is set by parameter '%s' too: keep one of them"
                        .formatted(value, parameter));
    }

    @Override
    public int compareTo(SshdKeyword other) {
        return value.compareToIgnoreCase(other.value);
    }
}
