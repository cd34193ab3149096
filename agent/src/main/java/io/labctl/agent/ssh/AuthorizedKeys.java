package io.labctl.agent.ssh;

import io.labctl.agent.machine.TextLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The text of authorized_keys(5). Only the lines of the keys in question ever change. */
public record AuthorizedKeys(List<String> lines) {
    public AuthorizedKeys {
        lines = List.copyOf(lines);
    }

    public static AuthorizedKeys of(String text) {
        return new AuthorizedKeys(TextLines.of(text));
    }

    /** The keys that are meant, in their order. */
    public List<KeyLine> keys(Predicate<KeyLine> meant) {
        return lines.stream().flatMap(line -> KeyLine.parse(line).stream()).filter(meant).toList();
    }

    /** This text with a key in the place of the first one that is meant, or at its end. */
    public AuthorizedKeys with(KeyLine key, Predicate<KeyLine> meant) {
        var changed = new ArrayList<String>();
        boolean placed = false;
        for (String line : lines) {
            Optional<KeyLine> old = KeyLine.parse(line).filter(meant);
            if (old.isEmpty()) {
                changed.add(line);
            } else if (!placed) {
                changed.add(old.get().equals(key) ? line : key.text() + "\n");
                placed = true;
            }
        }
        if (!placed) {
            TextLines.append(changed, key.text() + "\n");
        }
        return new AuthorizedKeys(changed);
    }

    /** This text without the keys that are meant. */
    public AuthorizedKeys without(Predicate<KeyLine> meant) {
        return new AuthorizedKeys(
                lines.stream()
                        .filter(line -> KeyLine.parse(line).filter(meant).isEmpty())
                        .toList());
    }

    /**
     * The lines that are for somebody else: whatever is neither blank, nor a comment, nor a key
     * that is meant. That a line holds no key which is known here does not mean that sshd(8) finds
     * none in it.
     */
    public List<String> others(Predicate<KeyLine> meant) {
        return lines.stream().filter(line -> isOther(line, meant)).toList();
    }

    /** This text without those lines. */
    public AuthorizedKeys withoutOthers(Predicate<KeyLine> meant) {
        return new AuthorizedKeys(lines.stream().filter(line -> !isOther(line, meant)).toList());
    }

    private static boolean isOther(String line, Predicate<KeyLine> meant) {
        return !KeyLine.isBlankOrComment(line) && KeyLine.parse(line).filter(meant).isEmpty();
    }

    String text() {
        return String.join("", lines);
    }
}
