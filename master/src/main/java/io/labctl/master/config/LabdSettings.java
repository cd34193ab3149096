package io.labctl.master.config;

import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Merged;
import io.labctl.catalog.time.WrittenSpan;
import io.labctl.master.ca.HostName;
import io.labctl.master.database.DatabaseUrl;
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
 * @param replicaUrl where labds that share the database reach this one
 * @param site the folder with site.yaml; {@code site} in the data folder when not given
 * @param reportsKept how long reports are kept
 * @param recordingsKept how long recordings of sessions are kept after their end
 * @param credentialsKept how long join tokens and certificates are kept after their end
 */
record LabdSettings(
        Optional<GivenPath> data,
        @Default("0.0.0.0:7443") ListenAddress listen,
        @Default List<HostName> names,
        Optional<ReplicaUrl> replicaUrl,
        Optional<GivenPath> site,
        @Merged @Default DatabaseSettings database,
        @Merged @Default CaSettings ca,
        @Merged @Default LimitSettings limits,
        @Merged @Default SessionSettings sessions,
        @Default("30d") ReportsKept reportsKept,
        @Default("90d") RecordingsKept recordingsKept,
        @Default("90d") CredentialsKept credentialsKept) {
    record ReportsKept(WrittenSpan value) {
        ReportsKept {
            Bounds.check("reports-kept", value, Bounds.MINUTE, Bounds.CENTURY);
        }
    }

    record RecordingsKept(WrittenSpan value) {
        RecordingsKept {
            Bounds.check("recordings-kept", value, Bounds.MINUTE, Bounds.CENTURY);
        }
    }

    record CredentialsKept(WrittenSpan value) {
        CredentialsKept {
            Bounds.check("credentials-kept", value, Bounds.MINUTE, Bounds.CENTURY);
        }
    }

    /**
     * The keys below {@code database}.
     *
     * @param url a JDBC URL of PostgreSQL or CockroachDB; an embedded PostgreSQL when not given
     * @param passwordFile holds the password and nothing else
     * @param connections at most; migrations take two
     */
    record DatabaseSettings(
            Optional<DatabaseUrl> url,
            Optional<String> user,
            Optional<GivenPath> passwordFile,
            @Default("10") Connections connections) {
        record Connections(int value) {
            Connections {
                Bounds.check("database.connections", value, 2, 1000);
            }
        }
    }

    /** All keys, dotted; a test holds this list against the records. */
    static final List<String> KEYS =
            List.of(
                    "data",
                    "listen",
                    "names",
                    "replica-url",
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
                    "limits.workers",
                    "limits.worker-heap",
                    "limits.compile-time",
                    "limits.daily-reports",
                    "limits.daily-report-bytes",
                    "sessions.per-user",
                    "sessions.per-agent",
                    "sessions.recorded",
                    "sessions.recording-bytes",
                    "reports-kept",
                    "recordings-kept",
                    "credentials-kept");

    /** Keys that hold several values, separated by commas in the environment. */
    static final List<String> LISTS = List.of("names");
}
