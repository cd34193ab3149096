package io.labctl.cli.rehearse;

import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.ServerName;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One node with all that belongs to it: namespaces, cable, agent, identity. Each step leaves alone
 * what is already so.
 */
final class RehearsalNode {
    private static final Duration READING_PACKAGES = Duration.ofMinutes(2);

    private final Installation installation;
    private final Plan plan;
    private final int number;
    private final NamespaceNode node;
    private final NodeAgent agent;
    private final Timekeeper time;

    RehearsalNode(
            Installation installation, Plan plan, int number, Commands commands, Timekeeper time) {
        this.installation = installation;
        this.plan = plan;
        this.number = number;
        this.node = new NamespaceNode(installation.folder(), Plan.nodeName(number), commands, time);
        this.time = time;
        this.agent = new NodeAgent(node, installation.javaHome());
    }

    String name() {
        return node.name();
    }

    String address() {
        return plan.subnet().node(number);
    }

    NamespaceNode namespaces() {
        return node;
    }

    boolean daemonRuns() {
        return agent.daemonRuns();
    }

    /** Makes it where it does not run; answers whether it had to be made. */
    boolean ensureRuns(Cables cables) {
        if (node.runs() && Cables.exists(plan.cable(number))) {
            return false;
        }
        node.destroy();
        node.create(installation.javaHome(), installation.hidden());
        cables.connect(plan, number, firstProcess().pid());
        readPackages();
        return true;
    }

    private void readPackages() {
        if (!node.run(List.of("test", "-x", "/usr/bin/apt-get"), READING_PACKAGES).succeeded()) {
            return;
        }
        Commands.Finished update = node.run(List.of("apt-get", "-q", "update"), READING_PACKAGES);
        if (!update.succeeded()) {
            throw new Unavailable(
                    "'%s' cannot read its package folder: %s"
                            .formatted(name(), update.output().strip()));
        }
    }

    private RecordedProcess firstProcess() {
        return node.first()
                .orElseThrow(() -> new Unavailable("node '%s' ended at once".formatted(name())));
    }

    Enrolment enrolment(Fleet fleet) {
        return Enrolment.of(new ServerName(name()), fleet.seenBy(node));
    }

    /** Enrols it under its own name, whatever it was enrolled as before. */
    void enroll(Fleet fleet) {
        agent.enroll(plan.server(), fleet.tokenFor(name()));
    }

    Cycle cycle(Fleet fleet) {
        return Cycle.run(agent, fleet, name(), newestReport(fleet), time);
    }

    private @Nullable UUID newestReport(Fleet fleet) {
        try {
            return fleet.newestReport(name()).id();
        } catch (NotFound e) {
            return null;
        }
    }

    void ensureDaemon() {
        if (!agent.daemonRuns()) {
            agent.startDaemon();
        }
    }
}
