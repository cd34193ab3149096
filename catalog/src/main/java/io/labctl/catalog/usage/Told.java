package io.labctl.catalog.usage;

import io.labctl.catalog.name.Printable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was written on a command line, as a message may show it: messages end up in logs, so a join
 * token is not shown, wherever it stood.
 */
public final class Told {
    private static final Pattern BEGIN = Pattern.compile("(?i)lab[0-9]+\\.");

    /**
     * However damaged, as long as 24 characters of its secret are there: who reads fewer of the 43
     * still has to guess more than 100 bits, and a host's name seldom has so long a part.
     */
    private static final Pattern SECRET =
            Pattern.compile("(?i)lab[0-9]+\\.[^\\s'/:]*?[a-z0-9_-]{24}[^\\s']*");

    private static final Pattern FURTHER = Pattern.compile("\n(?! )");

    private static final String HIDDEN = "[join token]";

    private Told() {}

    /** A word that belongs nowhere: however little of a token it is. */
    static String of(String word) {
        return BEGIN.matcher(word).find() ? HIDDEN : Printable.of(word);
    }

    /**
     * A whole sentence. What only begins like a token is shown there: many a host's name does, such
     * as {@code lab1.example}.
     */
    public static String in(String sentence) {
        return SECRET.matcher(sentence).replaceAll(HIDDEN);
    }

    /** What a program says of a failure; of several faults, each further one is indented below. */
    public static String by(String program, String sentence) {
        return "%s: %s".formatted(program, FURTHER.matcher(sentence).replaceAll("\n  "));
    }

    /** An option's name alone; what is written on to it may be its value. */
    static String name(String word) {
        String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        Matcher token = BEGIN.matcher(name);
        return token.find() ? name.substring(0, token.start()) : name;
    }
}
