package io.labctl.catalog.module;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.List;

/**
 * Judges what a module gives for the properties of one resource; null comes from one that was
 * compiled without null checks.
 */
record Given(String type, String title) {
    /**
     * What is given, unchanged.
     *
     * @throws InvalidInput naming the resource and the property where it is null, or a text that
     *     cannot be written as UTF-8
     */
    <T> T one(String property, T value) {
        if (value instanceof String text && hasHalfACharacter(text)) {
            throw InvalidInput.inField(
                    property,
                    "%s is given half a character (a surrogate without its other half) for %s, which UTF-8 cannot hold"
                            .formatted(resource(), property));
        }
        if (value == null) {
            throw InvalidInput.inField(
                    property,
                    "%s is given null for %s: give a value, or leave it out"
                            .formatted(resource(), property));
        }
        return value;
    }

    /** The same of each of them. */
    <T> List<T> all(String property, List<T> values) {
        values.forEach(each -> one(property, each));
        return List.copyOf(values);
    }

    /** {@code file[/etc/motd]}; what it is called may itself be null. */
    String resource() {
        return "%s[%s]".formatted(type, Printable.of(String.valueOf(title)));
    }

    private static boolean hasHalfACharacter(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                int whole = text.codePointAt(at);
                if (!Character.isSupplementaryCodePoint(whole)) {
                    return true;
                }
                at++;
            }
        }
        return false;
    }
}
