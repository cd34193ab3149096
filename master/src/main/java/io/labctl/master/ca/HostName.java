package io.labctl.master.ca;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.net.Inet6Address;
import java.util.regex.Pattern;

/**
 * A name or address that labd is reached by, as its certificate can say it: plain DNS labels (RFC
 * 1123, section 2.1), an IPv4 address in four decimal parts, or an IPv6 address (RFC 4291, section
 * 2.2) without a zone.
 */
public record HostName(String value) {
    private static final Pattern NAME =
            Pattern.compile(
                    "(?:LABEL\\.)*LABEL"
                            .replace("LABEL", "[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"));
    private static final Pattern NUMERIC_END = Pattern.compile("(?:.*\\.)?[0-9]+");
    private static final Pattern ADDRESS_4 =
            Pattern.compile(
                    "(?:PART\\.){3}PART"
                            .replace("PART", "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"));
    private static final int LONGEST = 253;

    public HostName {
        if (!isAddress(value) && !isName(value)) {
            throw new InvalidInput(
                    "'%s' is neither a host name nor an address".formatted(Printable.of(value)));
        }
    }

    static boolean isAddress(String text) {
        return ADDRESS_4.matcher(text).matches() || isAddress6(text);
    }

    private static boolean isAddress6(String text) {
        if (text.indexOf(':') < 0 || text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
            return false;
        }
        try {
            Inet6Address.ofLiteral(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** A name that ends in a number would be taken for an address. */
    private static boolean isName(String text) {
        return text.length() <= LONGEST
                && NAME.matcher(text).matches()
                && !NUMERIC_END.matcher(text).matches();
    }
}
