package io.labctl.facts.source;

import java.util.List;
import java.util.regex.Pattern;

/** The words of a line: its parts between white space. */
public final class Words {
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private Words() {}

    public static List<String> of(String line) {
        String stripped = line.strip();
        return stripped.isEmpty() ? List.of() : List.of(SPACE.split(stripped, -1));
    }
}
