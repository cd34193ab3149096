package io.labctl.catalog.name;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as a person types them into a shell (POSIX.1-2017, Shell Command Language, 2.2.2). */
public final class ShellWords {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWords() {}

    /** Quoted where a shell would make something else of it. */
    public static String of(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** A whole command line. */
    public static String of(List<String> words) {
        return words.stream().map(ShellWords::of).collect(Collectors.joining(" "));
    }
}
