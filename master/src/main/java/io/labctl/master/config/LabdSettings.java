package io.labctl.master.config;

import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Merged;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * labd.yaml as it is written. Every key can also come from the environment ({@code LABD_} and the
 * key in upper case, {@code LABD_DATABASE_URL} for {@code database.url}), and the first few from
 * flags.
 *
 * @param data the folder that labd owns
 * @param listen address and port
 * @param names by which labd is reached, besides this machine's own names and addresses
 * @param site the folder with site.yaml; {@code site} in the data folder when not given
 * @param reportsKept how long reports are kept
 */
record LabdSettings(
        Optional<String> data,
        @Default("0.0.0.0:7443") String listen,
        @Default List<String> names,
        Optional<String> site,
        @Merged @Default DatabaseSettings database,
        @Merged @Default CaSettings ca,
        @Merged @Default LimitSettings limits,
        @Default("30d") Duration reportsKept) {
    private static final Duration MOST = Duration.ofDays(3650);

    LabdSettings {
        Limits.inRange("reports-kept", reportsKept, Duration.ofHours(1), MOST);
    }

    /**
     * The keys below {@code database}.
     *
     * @param url a JDBC URL of PostgreSQL or CockroachDB; an embedded PostgreSQL when not given
     * @param passwordFile holds the password and nothing else
     * @param connections at most
     */
    record DatabaseSettings(
            Optional<String> url,
            Optional<String> user,
            Optional<String> passwordFile,
            @Default("10") int connections) {
        DatabaseSettings {
            Limits.inRange("connections", connections, 1, 1000);
        }
    }

    /**
     * The keys below {@code ca}.
     *
     * @param keyFile the key that encrypts the authority's keys; {@code ca.key} in the data folder
     *     when not given
     */
    record CaSettings(
            Optional<String> keyFile,
            @Default("365d") Duration agentLifetime,
            @Default("365d") Duration userLifetime,
            @Default("365d") Duration serverLifetime) {
        CaSettings {
            Limits.inRange("agent-lifetime", agentLifetime, Duration.ofHours(1), MOST);
            Limits.inRange("user-lifetime", userLifetime, Duration.ofHours(1), MOST);
            Limits.inRange("server-lifetime", serverLifetime, Duration.ofHours(1), MOST);
        }
    }

    /**
     * The keys below {@code limits}.
     *
     * @param requests how many are worked on at once
     * @param body the largest as it arrives, in bytes
     * @param decompressedBody the largest after decompression, in bytes
     * @param slowest how long a client may take over its headers, or between two pieces of a body
     */
    record LimitSettings(
            @Default("512") int requests,
            @Default("8388608") int body,
            @Default("16777216") int decompressedBody,
            @Default("30s") Duration slowest) {
        LimitSettings {
            Limits.inRange("requests", requests, 1, 100_000);
            Limits.inRange("body", body, 64 * 1024, 1 << 30);
            Limits.inRange("decompressed-body", decompressedBody, body, 1 << 30);
            Limits.inRange("slowest", slowest, Duration.ofSeconds(1), Duration.ofMinutes(10));
        }
    }

    /** All keys, dotted; a test holds this list against the records. */
    static final List<String> KEYS =
            List.of(
                    "data",
                    "listen",
                    "names",
                    "site",
                    "database.url",
                    "database.user",
                    "database.password-file",
                    "database.connections",
                    "ca.key-file",
                    "ca.agent-lifetime",
                    "ca.user-lifetime",
                    "ca.server-lifetime",
                    "limits.requests",
                    "limits.body",
                    "limits.decompressed-body",
                    "limits.slowest",
                    "reports-kept");

    /** Keys that hold several values, separated by commas in the environment. */
    static final List<String> LISTS = List.of("names");
}
