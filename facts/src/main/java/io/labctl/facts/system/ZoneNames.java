package io.labctl.facts.system;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A zone's abbreviations from its POSIX TZ string, such as {@code CET-1CEST,M3.5.0,M10.5.0/3}
 * (tzset(3)).
 *
 * @param summerOffset seconds east of Greenwich while the summer name holds
 */
record ZoneNames(String standard, Optional<String> summer, long summerOffset) {
    private static final String NAME = "([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)";
    private static final String OFFSET = "([+-]?\\d{1,3}(?::\\d{1,2}){0,2})";
    private static final Pattern TZ =
            Pattern.compile(NAME + OFFSET + "(?:" + NAME + OFFSET + "?(?:,.*)?)?");

    static Optional<ZoneNames> parse(String tz) {
        Matcher parts = TZ.matcher(tz);
        return parts.matches() ? Optional.of(of(parts)) : Optional.empty();
    }

    private static ZoneNames of(Matcher parts) {
        long standardOffset = eastward(parts.group(2));
        @Nullable String summerOffset = parts.group(4);
        return new ZoneNames(
                bare(parts.group(1)),
                Optional.ofNullable(parts.group(3)).map(ZoneNames::bare),
                summerOffset == null
                        ? standardOffset + Duration.ofHours(1).toSeconds()
                        : eastward(summerOffset));
    }

    /** The name that holds while the zone has this offset. */
    String at(ZoneOffset offset) {
        return summer.filter(_ -> offset.getTotalSeconds() == summerOffset).orElse(standard);
    }

    private static String bare(String name) {
        return name.startsWith("<") ? name.substring(1, name.length() - 1) : name;
    }

    /** POSIX counts westward. */
    private static long eastward(String offset) {
        boolean east = offset.startsWith("-");
        long seconds = 0;
        long unit = 3600;
        for (String part : offset.replaceFirst("^[+-]", "").split(":", -1)) {
            seconds += Long.parseLong(part) * unit;
            unit /= 60;
        }
        return east ? seconds : -seconds;
    }
}
