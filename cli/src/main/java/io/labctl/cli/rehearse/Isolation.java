package io.labctl.cli.rehearse;

import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.cli.client.AgentClient;
import io.labctl.cli.config.Target;
import java.time.Duration;
import java.util.List;

/**
 * Shows that a node's certificate opens what is the node's own and nothing of another node.
 *
 * <p>A report of the other node is handed in by the same call as the own one, so that its refusal
 * can only be about whose it is. Of a catalog an agent cannot even say whose it wants: labd takes
 * that from the certificate. People can, by a route that is closed to agents altogether; that is
 * what the refusal there shows.
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
        try (var agent = fleet.agent(node);
                var person = fleet.triedBy(node)) {
            giveOwn(agent, request, report);
            return List.of(
                    "given: its own catalog; taken: its own report",
                    refused(
                            "a report of",
                            Conflict.class, // for good, and so not by a 403, which may pass
                            () -> agent.report(report.withServer(other))),
                    refused(
                            "the people's route to the catalog of",
                            Denied.class,
                            () -> person.catalog(other)));
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

    /** By another answer than this one it has not been shown, for the question never got there. */
    private String refused(String what, Class<? extends LabException> how, Runnable question) {
        try {
            question.run();
        } catch (LabException e) {
            if (!how.isInstance(e)) {
                throw e;
            }
            return "refused: %s %s: %s".formatted(what, other, e.sentence());
        }
        throw new Conflict(
                "labd let %s have its way with %s %s, which it must refuse"
                        .formatted(own, what, other));
    }
}
