package io.labctl.master.server;

import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.master.ca.Serial;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of the inventory. */
public final class ServerRepository {
    private static final String COLUMNS =
            """
            name, cloud, environment, role, labels, serial, enrolled_at, last_seen, next_contact,
            agent_version, catalog, compile_faults, run_id, run_at, run_outcome, run_catalog,
            run_changed, run_failed, run_would_change
            """;

    private final JsonMapper json;

    public ServerRepository(JsonMapper json) {
        this.json = json;
    }

    /** Keeps others from changing it until the transaction ends. */
    public Optional<ServerRow> findForUpdate(Handle db, ServerName name) {
        return db.createQuery("SELECT " + COLUMNS + " FROM server WHERE name = :name FOR UPDATE")
                .bind("name", name.value())
                .map((row, _) -> server(row))
                .findOne();
    }

    public Optional<ServerRow> find(Handle db, ServerName name) {
        return db.createQuery("SELECT " + COLUMNS + " FROM server WHERE name = :name")
                .bind("name", name.value())
                .map((row, _) -> server(row))
                .findOne();
    }

    List<ServerRow> list(Handle db, @Nullable String cloud, @Nullable String environment) {
        return db.createQuery(
                        "SELECT "
                                + COLUMNS
                                + """
                                  FROM server
                                 WHERE (CAST(:cloud AS TEXT) IS NULL OR cloud = :cloud)
                                   AND (CAST(:environment AS TEXT) IS NULL OR environment = :environment)
                                 ORDER BY name
                                """)
                .bind("cloud", cloud)
                .bind("environment", environment)
                .map((row, _) -> server(row))
                .list();
    }

    /** Whether a server joined with this key and this token. */
    public boolean joinedWith(Handle db, ServerName name, String keyHash, String tokenId) {
        return db.createQuery(
                        """
                        SELECT 1
                          FROM server
                         WHERE name = :name
                           AND key_hash = :keyHash
                           AND token_id = :tokenId
                        """)
                .bind("name", name.value())
                .bind("keyHash", keyHash)
                .bind("tokenId", tokenId)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** False when the name is taken; waits for another that is about to take it. */
    public boolean insert(Handle db, ServerRow server, String keyHash, String tokenId) {
        return db.createUpdate(
                                """
                                INSERT INTO server (name, cloud, environment, role, labels, serial, key_hash,
                                                    token_id, enrolled_at, compile_faults)
                                VALUES (:name, :cloud, :environment, :role, :labels, :serial, :keyHash,
                                        :tokenId, :enrolledAt, '')
                                    ON CONFLICT (name) DO NOTHING
                                """)
                        .bind("name", server.name().value())
                        .bind("cloud", server.cloud().value())
                        .bind("environment", server.environment().value())
                        .bind("role", server.role().value())
                        .bind("labels", server.labels().stored(json))
                        .bind("serial", server.serial().hex())
                        .bind("keyHash", keyHash)
                        .bind("tokenId", tokenId)
                        .bind("enrolledAt", server.enrolledAt())
                        .execute()
                == 1;
    }

    public void renewed(Handle db, ServerName name, Serial serial) {
        db.createUpdate("UPDATE server SET serial = :serial WHERE name = :name")
                .bind("name", name.value())
                .bind("serial", serial.hex())
                .execute();
    }

    int delete(Handle db, ServerName name) {
        return db.createUpdate("DELETE FROM server WHERE name = :name")
                .bind("name", name.value())
                .execute();
    }

    /** One contact of one agent, as it is written down a while later. */
    record Contact(
            ServerName name, Instant at, String agentVersion, @Nullable Duration nextContact) {
        /**
         * The later one counts; what it does not say about the next contact, the earlier one still
         * says.
         */
        Contact followedBy(Contact later) {
            return new Contact(
                    name,
                    later.at,
                    later.agentVersion,
                    later.nextContact == null ? nextContact : later.nextContact);
        }
    }

    void seen(Handle db, List<Contact> contacts) {
        var batch =
                db.prepareBatch(
                        """
                        UPDATE server
                           SET last_seen = :at,
                               agent_version = :agentVersion,
                               next_contact = COALESCE(:nextContact, next_contact)
                         WHERE name = :name
                           AND (last_seen IS NULL OR last_seen < :at)
                        """);
        for (Contact contact : contacts) {
            batch.bind("name", contact.name().value())
                    .bind("at", contact.at())
                    .bind("agentVersion", contact.agentVersion())
                    .bind(
                            "nextContact",
                            contact.nextContact() == null
                                    ? null
                                    : contact.nextContact().toSeconds())
                    .add();
        }
        batch.execute();
    }

    public void compileFailed(Handle db, ServerName name, List<String> faults) {
        db.createUpdate("UPDATE server SET compile_faults = :faults WHERE name = :name")
                .bind("name", name.value())
                .bind("faults", String.join("\n", faults))
                .execute();
    }

    Optional<byte[]> facts(Handle db, ServerName name) {
        return db.createQuery("SELECT facts FROM server WHERE name = :name AND facts IS NOT NULL")
                .bind("name", name.value())
                .mapTo(byte[].class)
                .findOne();
    }

    private ServerRow server(ResultSet row) throws SQLException {
        String faults = row.getString("compile_faults");
        long nextContact = row.getLong("next_contact");
        boolean noNextContact = row.wasNull();
        return new ServerRow(
                new AgentId(
                        new DnsLabel(row.getString("cloud")),
                        new DnsLabel(row.getString("environment")),
                        new ServerName(row.getString("name"))),
                new DnsLabel(row.getString("role")),
                Labels.ofStored(row.getString("labels"), json),
                new Serial(row.getString("serial")),
                row.getTimestamp("enrolled_at").toInstant(),
                instant(row.getTimestamp("last_seen")),
                noNextContact ? null : Duration.ofSeconds(nextContact),
                row.getString("agent_version"),
                row.getString("catalog"),
                faults.isEmpty() ? List.of() : faults.lines().toList(),
                run(row));
    }

    private static ServerRow.@Nullable Run run(ResultSet row) throws SQLException {
        Timestamp at = row.getTimestamp("run_at");
        if (at == null) {
            return null;
        }
        return new ServerRow.Run(
                row.getObject("run_id", UUID.class),
                at.toInstant(),
                RunOutcome.of(row.getString("run_outcome")).orElseThrow(),
                row.getString("run_catalog"),
                row.getLong("run_changed"),
                row.getLong("run_failed"),
                row.getObject("run_would_change", Long.class));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
