package io.labctl.cli.client;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.report.Report;
import io.labctl.cli.config.Target;
import java.time.Clock;
import tools.jackson.core.type.TypeReference;

/** labd's routes for agents, for who wants to see what an agent's certificate opens. */
public final class AgentClient implements AutoCloseable {
    private final Exchange exchange;

    private AgentClient(Exchange exchange) {
        this.exchange = exchange;
    }

    /** With the certificate and key of an agent. */
    public static AgentClient to(Target target, Clock clock) {
        return new AgentClient(
                Exchange.with(target, IdentityFiles.ofAnyone(target).identity(), clock));
    }

    public Catalog catalog(CatalogRequest request) {
        return exchange.post("/agent/v1/catalog", request, new TypeReference<Catalog>() {});
    }

    /** Takes the same report any number of times. */
    public void report(Report report) {
        exchange.post("/agent/v1/reports", report);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
