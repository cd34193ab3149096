package io.labctl.agent;

import java.util.Set;

/** {@code lab-agent --version}: scripts ask it often, and it needs no command line to be read. */
final class VersionQuestion {
    private static final Set<String> FORMS = Set.of("--version", "-V");

    private VersionQuestion() {}

    static boolean isAskedBy(String... words) {
        return words.length == 1 && FORMS.contains(words[0]);
    }
}
