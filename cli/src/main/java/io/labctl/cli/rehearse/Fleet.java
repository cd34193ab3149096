package io.labctl.cli.rehearse;

import io.labctl.catalog.api.ServerDetail;
import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.cli.client.AgentClient;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.config.Target;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/** The rehearsal's labd, as its administrator. */
final class Fleet implements AutoCloseable {
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);
    private static final String IDENTITY = "/var/lib/lab-agent/identity/current/";

    private final LabdClient client;
    private final Target administrator;
    private final Clock clock;

    Fleet(Target administrator, Clock clock) {
        this.administrator = administrator;
        this.clock = clock;
        this.client = LabdClient.to(administrator, clock);
    }

    /** The agents' routes. */
    AgentClient agent(Target agent) {
        return AgentClient.to(agent, clock);
    }

    /** The people's routes, tried with an agent's certificate. */
    LabdClient triedBy(Target agent) {
        return LabdClient.asAgent(agent, clock);
    }

    /**
     * A token that lets this one server join, once. A server of this name from an earlier life is
     * forgotten.
     */
    String tokenFor(String node) {
        var name = new ServerName(node);
        if (knows(node)) {
            client.deleteServer(name);
        }
        var request =
                new TokenRequest(
                        RehearsalSite.CLOUD,
                        RehearsalSite.ENVIRONMENT,
                        RehearsalSite.ROLE,
                        new TreeMap<>(),
                        false,
                        TOKEN_LIFE,
                        name);
        return client.createToken(request).token().reveal();
    }

    Report newestReport(String node) {
        return client.newestReport(new ServerName(node));
    }

    private boolean knows(String node) {
        try {
            client.server(new ServerName(node));
            return true;
        } catch (NotFound e) {
            return false;
        }
    }

    /** Of the newest certificate of this server, in hex; empty where there is no such server. */
    Optional<String> serial(ServerName node) {
        try {
            return Optional.ofNullable(client.server(node).certificate())
                    .map(ServerDetail.CertificateView::serial);
        } catch (NotFound e) {
            return Optional.empty();
        }
    }

    Facts facts(ServerName node) {
        return client.facts(node);
    }

    /** The same labd as the agent of this node sees it. */
    Target seenBy(NamespaceNode node) {
        Path identity = node.path(IDENTITY);
        return Target.of(
                node.name(),
                administrator.server(),
                administrator.ca().path(),
                identity.resolve("chain.pem"),
                identity.resolve("key.pem"));
    }

    @Override
    public void close() {
        client.close();
    }
}
