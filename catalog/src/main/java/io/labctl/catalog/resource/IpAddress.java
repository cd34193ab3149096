package io.labctl.catalog.resource;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** An IPv4 or IPv6 address, with or without the scope of a link-local one. */
public record IpAddress(String value) {
    /** RFC 4007, section 11. */
    private static final Pattern SCOPE = Pattern.compile("%[A-Za-z0-9._-]{1,15}$");

    /**
     * RFC 6943, section 3.1.1: shorter forms, and octal ones, mean different hosts to different
     * readers.
     */
    private static final Pattern STRICT =
            Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    public IpAddress {
        if (!isOne(value)) {
            throw new InvalidInput(
                    "ip '%s' is not an IPv4 or IPv6 address".formatted(Printable.of(value)));
        }
    }

    static boolean isOne(String text) {
        try {
            InetAddress.ofLiteral(withoutScope(text));
            return text.indexOf(':') >= 0 || STRICT.matcher(text).matches();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** An address in one spelling of the many that IPv6 has, without its scope. */
    static String spelled(String address) {
        return InetAddress.ofLiteral(withoutScope(address)).getHostAddress();
    }

    private static String withoutScope(String text) {
        return text.indexOf('%') < 0 ? text : SCOPE.matcher(text).replaceFirst("");
    }

    @Override
    public String toString() {
        return value;
    }
}
