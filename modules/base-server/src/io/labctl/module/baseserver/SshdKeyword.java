package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A keyword of sshd_config(5), whose case does not matter, among the options of {@link Sshd}.
 *
 * @param value as it was written; none that a parameter sets, and none that changes what the lines
 *     behind it mean
 */
public record SshdKeyword(String value) implements Comparable<SshdKeyword> {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9]{1,60}");

    /** Options are sorted by their keywords, so nobody could say what stands behind these. */
    private static final Set<String> NOT_ONE_SETTING = Set.of("match", "include");

    private static final Map<String, String> PARAMETERS =
            Map.of(
                    "port", "port",
                    "permitrootlogin", "permit-root-login",
                    "passwordauthentication", "password-authentication",
                    "allowgroups", "allow-groups");

    public SshdKeyword {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidInput("option '%s' is not one keyword".formatted(Printable.of(value)));
        }
        String keyword = value.toLowerCase(Locale.ROOT);
        if (NOT_ONE_SETTING.contains(keyword)) {
            throw new InvalidInput(
                    "option '%s' is not one setting, but changes what others mean: put it in a file of its own in %s"
                            .formatted(value, SshdDropIn.FOLDER));
        }
        String parameter = PARAMETERS.get(keyword);
        if (parameter != null) {
            throw new InvalidInput(
                    "option '%s' is what the parameter 'sshd.%s' sets: give that instead"
                            .formatted(value, parameter));
        }
    }

    @Override
    public int compareTo(SshdKeyword other) {
        return value.compareToIgnoreCase(other.value);
    }
}
