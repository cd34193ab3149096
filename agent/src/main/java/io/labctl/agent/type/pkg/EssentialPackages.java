package io.labctl.agent.type.pkg;

import io.labctl.agent.machine.Finished;
import io.labctl.catalog.error.Conflict;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Packages that a manager does not remove unless somebody insists: a machine may not do without.
 */
final class EssentialPackages {
    private static final List<Pattern> TOLD =
            List.of(
                    Pattern.compile(
                            "WARNING: The following essential packages will be removed\\.\n.*\n +(\\S+)"),
                    Pattern.compile(
                            "would result in removing (?:of )?the following "
                                    + "(?:protected packages|running kernel): ([^\\s,]+)"));

    private EssentialPackages() {}

    /**
     * Of what apt-get(8) or dnf(8) wrote of a change.
     *
     * @throws Conflict when one of them would go
     */
    static void requireKept(Finished finished) {
        for (Pattern each : TOLD) {
            Matcher told = each.matcher(finished.out() + "\n" + finished.err());
            if (told.find()) {
                throw new Conflict(
                        "package '%s' is essential to this machine and is not removed: leave out what would remove it"
                                .formatted(told.group(1)));
            }
        }
    }
}
