package io.labctl.agent.ssh;

import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.SshPublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line of authorized_keys(5) with a key, read as sshd(8) reads it.
 *
 * @param options before the key, as they stand there
 * @param comment what stands behind the key, without blanks around it
 */
public record KeyLine(String options, String type, String key, String comment) {
    private static final Pattern NOTHING = Pattern.compile("[ \t]*(#|\r*\n?\\z)");
    private static final int SHOWN = 30;

    /** Empty for a blank line, a comment and whatever else has no key that sshd(8) knows. */
    static Optional<KeyLine> parse(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
            return Optional.empty();
        }
        return key("", text)
                .or(
                        () -> {
                            int end = endOfOptions(text);
                            return key(text.substring(0, end), text.substring(end).strip());
                        });
    }

    /** As sshd(8) sees it, to which blanks are spaces and tabs alone. */
    static boolean isBlankOrComment(String line) {
        return NOTHING.matcher(line).lookingAt();
    }

    /** For people: its comment, its type where it has none, and of any other line the beginning. */
    public static String name(String line) {
        return parse(line)
                .map(key -> key.comment().isEmpty() ? key.type() : key.comment())
                .orElseGet(() -> Printable.of(line.strip(), SHOWN));
    }

    private static Optional<KeyLine> key(String options, String text) {
        String[] words = text.split("[ \t]+", 3);
        return words.length >= 2 && SshPublicKey.isOne(words[0], words[1])
                ? Optional.of(
                        new KeyLine(options, words[0], words[1], words.length == 3 ? words[2] : ""))
                : Optional.empty();
    }

    private static int endOfOptions(String text) {
        return unquoted(text, 0, " \t");
    }

    /** The first of these signs outside quotes; a quote behind a backslash is none. */
    private static int unquoted(String text, int from, String signs) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && signs.indexOf(c) >= 0) {
                return i;
            }
        }
        return text.length();
    }

    /** The options one by one; a comma inside quotes parts none. */
    public List<String> eachOption() {
        var each = new ArrayList<String>();
        int from = 0;
        while (from < options.length()) {
            int end = unquoted(options, from, ",");
            each.add(options.substring(from, end));
            from = end + 1;
        }
        return each;
    }

    String text() {
        String line = "%s %s %s".formatted(type, key, comment).strip();
        return options.isEmpty() ? line : options + " " + line;
    }
}
