package io.labctl.master.server;

import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.master.ca.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A server as the inventory keeps it.
 *
 * @param serial of the certificate that its agent holds now
 * @param nextContact within what time the agent said that it would be heard of again
 * @param catalog the SHA-256 of the newest catalog that was compiled for it
 * @param compileFaults why there is no newer one; empty when the newest compile went well
 */
public record ServerRow(
        AgentId id,
        DnsLabel role,
        Labels labels,
        Serial serial,
        Instant enrolledAt,
        @Nullable Instant lastSeen,
        @Nullable Duration nextContact,
        @Nullable String agentVersion,
        @Nullable String catalog,
        List<String> compileFaults,
        @Nullable Run lastRun) {

    /** The newest run that was reported. */
    public record Run(
            UUID id,
            Instant at,
            RunOutcome outcome,
            @Nullable String catalog,
            long changed,
            long failed,
            @Nullable Long wouldChange) {}

    /** One that has just joined and has not been heard of since. */
    public static ServerRow enrolled(
            AgentId id, DnsLabel role, Labels labels, Serial serial, Instant now) {
        return new ServerRow(
                id, role, labels, serial, now, null, null, null, null, List.of(), null);
    }

    public ServerName name() {
        return id.server();
    }

    public DnsLabel cloud() {
        return id.cloud();
    }

    public DnsLabel environment() {
        return id.environment();
    }
}
