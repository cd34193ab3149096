package io.labctl.catalog.session;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How grave a line is (RFC 5424, section 6.2.1), the gravest first. */
public enum LogLevel {
    EMERG(0),
    ALERT(1),
    CRIT(2),
    ERR(3),
    WARNING(4),
    NOTICE(5),
    INFO(6),
    DEBUG(7);

    private final int number;

    LogLevel(int number) {
        this.number = number;
    }

    /**
     * By its word, or by its number from 0 to 7.
     *
     * @throws InvalidInput when it is neither
     */
    @JsonCreator
    public static LogLevel of(String text) {
        return Arrays.stream(values())
                .filter(
                        each ->
                                each.word().equalsIgnoreCase(text)
                                        || Integer.toString(each.number).equals(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                InvalidInput.inField(
                                        "level",
                                        "level '%s' is none of %s, nor a number from 0 to 7"
                                                .formatted(Printable.of(text), words())));
    }

    private static String words() {
        return Arrays.stream(values()).map(LogLevel::word).collect(Collectors.joining(", "));
    }

    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
