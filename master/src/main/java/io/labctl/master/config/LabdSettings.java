package io.labctl.master.config;

import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Merged;
import io.labctl.master.ca.HostName;
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
 * @param credentialsKept how long join tokens and certificates are kept after their end
 */
record LabdSettings(
        Optional<GivenPath> data,
        @Default("0.0.0.0:7443") ListenAddress listen,
        @Default List<HostName> names,
        Optional<GivenPath> site,
        @Merged @Default DatabaseSettings database,
        @Merged @Default CaSettings ca,
        @Merged @Default LimitSettings limits,
        @Default("30d") Duration reportsKept,
        @Default("90d") Duration credentialsKept) {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    LabdSettings {
        Bounds.check("reportsKept", "reports-kept", reportsKept, MINUTE, Bounds.CENTURY);
        Bounds.check(
                "credentialsKept", "credentials-kept", credentialsKept, MINUTE, Bounds.CENTURY);
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
            Optional<GivenPath> passwordFile,
            @Default("10") int connections) {
        DatabaseSettings {
            Bounds.check("connections", "database.connections", connections, 1, 1000);
        }
    }

    /**
     * The keys below {@code ca}.
     *
     * @param keyFile the key that encrypts the authority's keys; {@code ca.key} in the data folder
     *     when not given
     */
    record CaSettings(
            Optional<GivenPath> keyFile,
            @Default("365d") Duration agentLifetime,
            @Default("365d") Duration userLifetime,
            @Default("365d") Duration serverLifetime) {
        CaSettings {
            Bounds.check(
                    "agentLifetime", "ca.agent-lifetime", agentLifetime, MINUTE, Bounds.CENTURY);
            Bounds.check("userLifetime", "ca.user-lifetime", userLifetime, MINUTE, Bounds.CENTURY);
            Bounds.check(
                    "serverLifetime", "ca.server-lifetime", serverLifetime, MINUTE, Bounds.CENTURY);
        }
    }

    /**
     * The keys below {@code limits}.
     *
     * @param connections how many are open at once
     * @param requests how many are worked on at once
     * @param body the largest as it arrives, in bytes
     * @param decompressedBody the largest after decompression, in bytes
     * @param bodies of all requests together, as they arrive, in bytes
     * @param bodyTime from a body's first byte to its last
     * @param slowest how long a client may take over its headers, or between two pieces of a body
     * @param answerTime from an answer's first byte to its last
     * @param dailyReports of one server
     * @param dailyReportBytes of one server, compressed
     */
    record LimitSettings(
            @Default("10000") int connections,
            @Default("512") int requests,
            @Default("8388608") int body,
            @Default("16777216") int decompressedBody,
            @Default("134217728") int bodies,
            @Default("30s") Duration bodyTime,
            @Default("30s") Duration slowest,
            @Default("2m") Duration answerTime,
            @Default("5000") int dailyReports,
            @Default("134217728") int dailyReportBytes) {
        LimitSettings {
            Bounds.check("connections", "limits.connections", connections, 1, 1_000_000);
            Bounds.check("requests", "limits.requests", requests, 1, 100_000);
            Bounds.check("body", "limits.body", body, 1024, Integer.MAX_VALUE);
            Bounds.check(
                    "decompressedBody",
                    "limits.decompressed-body",
                    decompressedBody,
                    1024,
                    Integer.MAX_VALUE);
            Bounds.check("bodies", "limits.bodies", bodies, 1024, Integer.MAX_VALUE);
            Bounds.check(
                    "bodyTime",
                    "limits.body-time",
                    bodyTime,
                    Duration.ofSeconds(1),
                    Duration.ofHours(1));
            Bounds.check(
                    "slowest",
                    "limits.slowest",
                    slowest,
                    Duration.ofSeconds(1),
                    Duration.ofHours(1));
            Bounds.check(
                    "answerTime",
                    "limits.answer-time",
                    answerTime,
                    Duration.ofSeconds(1),
                    Duration.ofHours(1));
            Bounds.check(
                    "dailyReports", "limits.daily-reports", dailyReports, 1, Integer.MAX_VALUE);
            Bounds.check(
                    "dailyReportBytes",
                    "limits.daily-report-bytes",
                    dailyReportBytes,
                    1024,
                    Integer.MAX_VALUE);
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
                    "limits.connections",
                    "limits.requests",
                    "limits.body",
                    "limits.decompressed-body",
                    "limits.bodies",
                    "limits.body-time",
                    "limits.slowest",
                    "limits.answer-time",
                    "limits.daily-reports",
                    "limits.daily-report-bytes",
                    "reports-kept",
                    "credentials-kept");

    /** Keys that hold several values, separated by commas in the environment. */
    static final List<String> LISTS = List.of("names");
}
