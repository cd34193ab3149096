package io.labctl.catalog.report;

import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.ServerName;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One run of one agent. Sent as often as needed: labd counts it once, by its id.
 *
 * @param catalog the SHA-256 of the catalog that was applied; null when there was none to apply
 * @param startedAt by the machine's own clock
 * @param durationMs in milliseconds, by a clock that does not jump
 * @param tags what part of the catalog it was about; null when it was about all
 * @param module the one that was applied without the machine's own catalog; null when that was
 * @param resources in the order in which they were applied
 * @param logs what the run had to say besides, in the order in which it was said
 */
public record Report(
        UUID id,
        ServerName server,
        RunOutcome outcome,
        @Nullable String catalog,
        Instant startedAt,
        long durationMs,
        boolean noop,
        @Nullable List<String> tags,
        @Nullable String module,
        String agentVersion,
        List<ResourceReport> resources,
        List<RunNote> logs,
        Facts facts) {
    public Report {
        tags = tags == null ? null : List.copyOf(tags);
        resources = List.copyOf(resources);
        logs = List.copyOf(logs);
    }

    /** A run that was about all of its catalog. */
    public Report(
            UUID id,
            ServerName server,
            RunOutcome outcome,
            @Nullable String catalog,
            Instant startedAt,
            long durationMs,
            boolean noop,
            String agentVersion,
            List<ResourceReport> resources,
            List<RunNote> logs,
            Facts facts) {
        this(
                id,
                server,
                outcome,
                catalog,
                startedAt,
                durationMs,
                noop,
                null,
                null,
                agentVersion,
                resources,
                logs,
                facts);
    }

    /** The same run under another server's name. */
    public Report withServer(ServerName other) {
        return new Report(
                id,
                other,
                outcome,
                catalog,
                startedAt,
                durationMs,
                noop,
                tags,
                module,
                agentVersion,
                resources,
                logs,
                facts);
    }

    /** The same run with other facts. */
    public Report withFacts(Facts other) {
        return new Report(
                id,
                server,
                outcome,
                catalog,
                startedAt,
                durationMs,
                noop,
                tags,
                module,
                agentVersion,
                resources,
                logs,
                other);
    }

    /** Whether it tells of all that the machine is to be. */
    public boolean coversAll() {
        return tags == null && module == null;
    }

    public long count(ResourceOutcome outcome) {
        return resources.stream().filter(each -> each.outcome() == outcome).count();
    }
}
