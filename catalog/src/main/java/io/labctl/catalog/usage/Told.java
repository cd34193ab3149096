package io.labctl.catalog.usage;

import io.labctl.catalog.name.Printable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A word of a command line as a message may show it: messages end up in logs, so a join token is
 * not shown, wherever it was written and however little of it.
 */
final class Told {
    private static final Pattern BEGIN = Pattern.compile("(?i)lab[0-9]+\\.");
    private static final Pattern WHOLE = Pattern.compile("(?i)lab[0-9]+\\.[a-z0-9]{10}\\.[^\\s']*");
    private static final String HIDDEN = "[join token]";

    private Told() {}

    static String of(String word) {
        return BEGIN.matcher(word).find() ? HIDDEN : Printable.of(word);
    }

    /** A sentence about a value that stands where one belongs; many a host's name begins so too. */
    static String in(String sentence) {
        return WHOLE.matcher(sentence).replaceAll(HIDDEN);
    }

    /** An option's name alone; what is written on to it may be its value. */
    static String name(String word) {
        String name = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        Matcher token = BEGIN.matcher(name);
        return token.find() ? name.substring(0, token.start()) : name;
    }
}
