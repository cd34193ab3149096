package io.labctl.cli.rehearse;

import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.cli.client.AgentClient;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.config.Target;
import java.time.Duration;
import java.util.List;

/**
 * Shows that a node's certificate opens what is the node's own, and by the same calls nothing of
 * another node. That its own is given proves that a refusal is about whose it is.
 *
 * @param node labd as this node's agent sees it
 * @param own the node's name
 * @param other the node whose things it must not get
 */
record Isolation(Target node, ServerName own, ServerName other) {
    /** When its daemon is heard of again at the latest, as a daemon says it. */
    private static final Duration NEXT_CONTACT = Duration.ofMinutes(35);

    /**
     * What labd answered, one line each.
     *
     * @throws Conflict when labd gave what it must refuse, or refused the node its own
     */
    List<String> prove(Fleet fleet) {
        Report report = fleet.newestReport(own.value());
        var request =
                new CatalogRequest(fleet.facts(own), null, report.agentVersion(), NEXT_CONTACT);
        try (var agent = AgentClient.to(node);
                var person = LabdClient.to(node)) {
            giveOwn(agent, request, report);
            return List.of(
                    "given: its own catalog; taken: its own report",
                    refused("a report of", () -> agent.report(of(other, report))),
                    refused("the catalog of", () -> person.catalog(other)));
        }
    }

    private void giveOwn(AgentClient agent, CatalogRequest request, Report report) {
        try {
            ServerName given = AgentId.parse(agent.catalog(request).agent()).server();
            if (!given.equals(own)) {
                throw new Conflict("labd gave %s the catalog of %s".formatted(own, given));
            }
            agent.report(report);
        } catch (Denied e) {
            throw new Conflict("labd refused %s its own: %s".formatted(own, e.sentence()), e);
        }
    }

    private String refused(String what, Runnable question) {
        try {
            question.run();
        } catch (Denied | Conflict e) {
            return "refused: %s %s: %s".formatted(what, other, e.sentence());
        }
        throw new Conflict(
                "labd let %s have its way with %s %s, which it must refuse"
                        .formatted(own, what, other));
    }

    private static Report of(ServerName server, Report report) {
        return new Report(
                report.id(),
                server,
                report.outcome(),
                report.catalog(),
                report.startedAt(),
                report.durationMs(),
                report.noop(),
                report.agentVersion(),
                report.resources(),
                report.logs(),
                report.facts());
    }
}
