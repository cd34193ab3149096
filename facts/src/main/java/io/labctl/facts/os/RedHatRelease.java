package io.labctl.facts.os;

import io.labctl.facts.source.MachineFiles;
import io.labctl.facts.source.Words;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * {@code /etc/redhat-release}, such as {@code Fedora release 40 (Forty)}.
 *
 * @param id the words before "release" in one, without "Linux": {@code Fedora}, {@code Rocky}
 */
record RedHatRelease(
        String description, String id, Optional<String> version, Optional<String> codename) {
    private static final String RELEASE = "release";
    private static final Pattern BRACKETED = Pattern.compile("\\(([^()]+)\\)");

    static Optional<RedHatRelease> read(MachineFiles files) {
        return files.value("/etc/redhat-release")
                .filter(text -> text.contains(RELEASE))
                .map(RedHatRelease::parse);
    }

    private static RedHatRelease parse(String text) {
        String before = text.substring(0, text.indexOf(RELEASE));
        String after = text.substring(text.indexOf(RELEASE) + RELEASE.length());
        return new RedHatRelease(
                text,
                Words.of(before).stream()
                        .filter(word -> !word.equalsIgnoreCase("linux"))
                        .collect(Collectors.joining()),
                Words.of(after).stream().findFirst(),
                BRACKETED
                        .matcher(after)
                        .results()
                        .findFirst()
                        .map((MatchResult found) -> found.group(1)));
    }
}
