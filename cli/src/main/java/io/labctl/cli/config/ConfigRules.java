package io.labctl.cli.config;

import io.labctl.catalog.name.Printable;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a value in the config may be. Each check answers the fault, or nothing. */
final class ConfigRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private ConfigRules() {}

    static Optional<String> contextName(String name) {
        return NAME.matcher(name).matches()
                ? Optional.empty()
                : Optional.of(
                        "context name '%s' is not 1 to 63 of letters, digits, '.', '_' and '-'"
                                .formatted(Printable.of(name)));
    }

    static Optional<String> value(String key, String value) {
        if (value.isBlank() || value.chars().anyMatch(Character::isISOControl)) {
            return Optional.of(
                    "%s '%s' is empty or has control characters"
                            .formatted(key, Printable.of(value)));
        }
        return key.equals("server") ? server(value) : Optional.empty();
    }

    private static Optional<String> server(String value) {
        try {
            URI uri = new URI(value);
            boolean plainPath = uri.getRawPath() == null || uri.getRawPath().matches("/?");
            boolean alone =
                    uri.getRawQuery() == null
                            && uri.getRawFragment() == null
                            && uri.getRawUserInfo() == null;
            if ("https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPort() <= 65_535
                    && plainPath
                    && alone) {
                return Optional.empty();
            }
        } catch (URISyntaxException e) {
            // said below, in the same words as for every other wrong address
        }
        return Optional.of(
                "server '%s' is not an address such as https://labd.example:7443"
                        .formatted(Printable.of(value)));
    }
}
