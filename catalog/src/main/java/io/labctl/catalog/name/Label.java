package io.labctl.catalog.name;

import io.labctl.catalog.error.InvalidInput;
import java.util.regex.Pattern;

/**
 * One label of a server, written {@code key=value}. Both have at most 63 letters, digits and inner
 * {@code . _ / -}; a value may have inner colons too, and be empty.
 */
public record Label(String key, String value) {
    private static final Pattern KEY =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,61}[A-Za-z0-9])?");
    private static final Pattern VALUE =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9._/:-]{0,61}[A-Za-z0-9])?)?");

    public Label {
        checkKey(key);
        checkValue(value);
    }

    /**
     * For a key that is told of by itself.
     *
     * @throws InvalidInput when it breaks the rules of keys
     */
    public static void checkKey(String key) {
        check("key", key, KEY, "letters, digits and inner . _ / -");
    }

    /**
     * The same for a value.
     *
     * @throws InvalidInput when it breaks the rules of values
     */
    public static void checkValue(String value) {
        check("value", value, VALUE, "letters, digits and inner . _ / : -");
    }

    /**
     * Reads one from a command line or a query.
     *
     * @throws InvalidInput when it is not written {@code key=value} or either breaks its rules
     */
    public static Label parse(String text) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            throw new InvalidInput(
                    "label '%s' is not written key=value".formatted(Printable.of(text)));
        }
        return new Label(text.substring(0, equals), text.substring(equals + 1));
    }

    private static void check(String what, String text, Pattern rule, String characters) {
        if (!rule.matcher(text).matches()) {
            throw new InvalidInput(
                    "label %s '%s' is not made of at most 63 %s"
                            .formatted(what, Printable.of(text), characters));
        }
    }

    @Override
    public String toString() {
        return key + "=" + value;
    }
}
