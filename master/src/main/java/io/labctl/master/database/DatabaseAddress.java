package io.labctl.master.database;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Where a given database is. Only this of its URL is told, for there may be a password in the rest.
 *
 * @param hosts each with its port
 */
record DatabaseAddress(String hosts) {
    private static final Pattern FORM =
            Pattern.compile("jdbc:postgresql://[^/?@]+([/?].*)?", Pattern.DOTALL);

    /**
     * @throws InvalidInput when the URL is no PostgreSQL's or names no host
     */
    static DatabaseAddress of(String url) {
        Properties parts = FORM.matcher(url).matches() ? Driver.parseURL(url, null) : null;
        if (parts == null) {
            throw new InvalidInput(
                    "database '%s' is not of the form jdbc:postgresql://HOST:PORT/NAME"
                            .formatted(Printable.of(withoutSecrets(url))));
        }
        return new DatabaseAddress(
                paired(
                        PGProperty.PG_HOST.getOrDefault(parts),
                        PGProperty.PG_PORT.getOrDefault(parts)));
    }

    private static String paired(@Nullable String hosts, @Nullable String ports) {
        String[] host = String.valueOf(hosts).split(",", -1);
        String[] port = String.valueOf(ports).split(",", -1);
        return IntStream.range(0, host.length)
                .mapToObj(i -> host[i] + ":" + port[Math.min(i, port.length - 1)])
                .collect(Collectors.joining(", "));
    }

    private static String withoutSecrets(String url) {
        return url.replaceFirst("(?s)\\?.*", "?…").replaceFirst("(?s):.*@.*", ":…");
    }
}
