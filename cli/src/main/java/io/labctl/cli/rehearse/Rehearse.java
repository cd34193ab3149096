package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Brings a rehearsal to where it should be, from nothing or from wherever it is, and shows each
 * step.
 */
final class Rehearse {
    private static final int USUAL_PORT = 7443;
    private static final int AT_ONCE = 4;

    private final Installation installation;
    private final Path configFile;
    private final Commands commands;
    private final Story story;

    Rehearse(Installation installation, Path configFile, Commands commands, Story story) {
        this.installation = installation;
        this.configFile = configFile;
        this.commands = commands;
        this.story = story;
    }

    /**
     * Takes all steps in turn.
     *
     * @throws Unavailable when a step did not come out as promised
     */
    void bringUp(int nodes) {
        long begun = System.nanoTime();
        StateFolder state = installation.folder();
        state.create();
        try (var _ = state.lock()) {
            var cables = new Cables(commands);
            Plan plan = plan(state, nodes);
            prepare(state, plan, cables);
            var labd = new LabdProcess(state, plan, commands);
            startLabd(labd);
            List<RehearsalNode> all =
                    plan.numbers().stream().map(number -> node(plan, number)).toList();
            try (var fleet = new Fleet(labd.administrator())) {
                makeNodes(all, cables, plan);
                enroll(all, fleet);
                runCycles(all, fleet);
                proveIsolation(all, fleet);
            }
            startDaemons(all);
            RehearsalContext.add(plan.config(), labd.administrator());
        } catch (IOException e) {
            throw new Unavailable(
                    "the lock in '%s' cannot be given back".formatted(state.root()), e);
        }
        farewell(Story.span(since(begun)));
    }

    private Plan plan(StateFolder state, int nodes) {
        Plan plan =
                state.plan()
                        .map(known -> known.withNodes(Math.max(nodes, known.nodes())))
                        .orElseGet(() -> fresh(nodes));
        state.write(plan);
        return plan;
    }

    private Plan fresh(int nodes) {
        return new Plan(
                Cables.freeBridgeName(),
                Subnet.firstFree(NetworksInUse.onThisMachine()).third(),
                freePort("0.0.0.0"),
                nodes,
                configFile.toAbsolutePath().toString(),
                Files.exists(configFile),
                RehearsalContext.currentIn(configFile));
    }

    private void prepare(StateFolder state, Plan plan, Cables cables) {
        story.step(
                "this machine: network %s on bridge %s, programs, site"
                        .formatted(plan.subnet(), plan.bridge()));
        Programs.ensure(installation.dist(), state.dist());
        new LocalPackages(state.packages(), commands).ensure();
        RehearsalSite.ensure(state.site(), plan.subnet());
        cables.ensureBridge(plan);
    }

    private RehearsalNode node(Plan plan, int number) {
        return new RehearsalNode(installation, plan, number, commands);
    }

    private void startLabd(LabdProcess labd) {
        story.step("labd with its own database and CA");
        long begun = System.nanoTime();
        boolean ran = labd.outer().isPresent();
        if (!ran) {
            labd.start(installation.javaHome());
        }
        labd.awaitAnswer(Pause.REAL);
        story.tell(
                "%s at %s, process %d"
                        .formatted(
                                ran ? "runs" : "answers after " + Story.span(since(begun)),
                                labd.administrator().server(),
                                labd.first().map(RecordedProcess::pid).orElse(0L)));
    }

    private void makeNodes(List<RehearsalNode> all, Cables cables, Plan plan) {
        story.step(
                "%d nodes, each with namespaces, a root and a network of its own"
                        .formatted(all.size()));
        for (RehearsalNode node : all) {
            long begun = System.nanoTime();
            boolean made = node.ensureRuns(cables);
            story.tell(
                    "%s  %s  %s"
                            .formatted(
                                    node.name(),
                                    plan.subnet().node(all.indexOf(node) + 1),
                                    made ? "made in " + Story.span(since(begun)) : "runs"));
        }
    }

    private void enroll(List<RehearsalNode> all, Fleet fleet) {
        story.step("enrolment: one one-time token for each, the CA's pin in it");
        Parallel.each(
                all,
                AT_ONCE,
                node -> {
                    long begun = System.nanoTime();
                    boolean enrolled = node.ensureEnrolled(fleet);
                    story.tell(
                            "%s  %s"
                                    .formatted(
                                            node.name(),
                                            enrolled
                                                    ? "enrolled in " + Story.span(since(begun))
                                                    : "is enrolled"));
                    return enrolled;
                });
    }

    private void runCycles(List<RehearsalNode> all, Fleet fleet) {
        for (int number = 1; number <= 2; number++) {
            story.step("cycle %d: facts, catalog, apply, report".formatted(number));
            List<Cycle> cycles = Parallel.each(all, AT_ONCE, node -> told(node, node.cycle(fleet)));
            if (number == 2) {
                refuseChanges(cycles);
            }
        }
    }

    private Cycle told(RehearsalNode node, Cycle cycle) {
        story.tell("%s  %s".formatted(node.name(), cycle.summary()));
        return cycle;
    }

    /** The second run of the same catalog has to find everything as it left it. */
    private static void refuseChanges(List<Cycle> cycles) {
        List<String> changed =
                cycles.stream()
                        .filter(cycle -> cycle.changes() > 0)
                        .map(cycle -> cycle.report().server().toString())
                        .toList();
        if (!changed.isEmpty()) {
            throw new Unavailable(
                    "the second cycle changed something again on %s: see 'labctl report server/%s'"
                            .formatted(String.join(", ", changed), changed.getFirst()));
        }
    }

    private void proveIsolation(List<RehearsalNode> all, Fleet fleet) {
        if (all.size() < 2) {
            return;
        }
        NamespaceNode asking = all.getFirst().namespaces();
        String asked = all.get(1).name();
        story.step(
                "isolation: %s asks for the catalog of %s with its own certificate"
                        .formatted(asking.name(), asked));
        String refusal =
                fleet.refusal(asking, asked)
                        .orElseThrow(
                                () ->
                                        new Unavailable(
                                                "labd gave %s the catalog of %s, which it must refuse"
                                                        .formatted(asking.name(), asked)));
        story.tell("refused: " + refusal);
    }

    private void startDaemons(List<RehearsalNode> all) {
        all.forEach(RehearsalNode::ensureDaemon);
    }

    private void farewell(String span) {
        story.blank();
        story.tell(
                "The rehearsal stands after %s and stays until it is taken down. Look further:"
                        .formatted(span));
        story.tell("  labctl get servers                    the fleet");
        story.tell("  labctl report server/node-1           what its last run did");
        story.tell("  labctl catalog server/node-1 -o tree  what it should be");
        story.tell(
                "  labctl rehearse shell node-1          change something by hand, then: lab-agent"
                        + " run --once");
        story.tell("  labctl rehearse                       converges, makes nothing twice");
        story.tell("  labctl rehearse down                  leaves no trace");
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** The usual port when nothing has it, else any free one. */
    static int freePort(String address) {
        for (int port : new int[] {USUAL_PORT, 0}) {
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
                return socket.getLocalPort();
            } catch (IOException e) {
                // in use: try the next
            }
        }
        throw new Unavailable("no free port on %s".formatted(address));
    }
}
