package io.labctl.master.catalogs;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a caller can take beside the plain bytes (RFC 9110, section 12.5.3). */
final class ContentCoding {
    static final String GZIP = "gzip";

    private static final Pattern REFUSED = Pattern.compile(";\\s*q=0(\\.0*)?$");

    private ContentCoding() {}

    /**
     * Whether gzip was named and not refused by a weight of zero. A wildcard is not taken for it:
     * plain bytes suit that caller too.
     *
     * @param accepted the value of Accept-Encoding; null when there is none
     */
    static boolean acceptsGzip(@Nullable String accepted) {
        return accepted != null
                && Arrays.stream(accepted.toLowerCase(Locale.ROOT).split(",", -1))
                        .map(String::strip)
                        .anyMatch(ContentCoding::isGzip);
    }

    private static boolean isGzip(String coding) {
        String name = coding.split(";", 2)[0].strip();
        return name.equals(GZIP) && !REFUSED.matcher(coding).find();
    }
}
