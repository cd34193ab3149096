package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.ServerName;
import io.labctl.cli.config.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Brings a rehearsal to where it should be, from nothing or from wherever it is, and shows each
 * step.
 */
final class Rehearse {
    private static final int USUAL_PORT = 7443;
    private static final int AT_ONCE = 4;
    private static final int USUAL_NODES = 3;

    private final Installation installation;
    private final RehearsalContext context;
    private final Commands commands;
    private final Story story;
    private final Timekeeper time;

    Rehearse(
            Installation installation,
            RehearsalContext context,
            Commands commands,
            Story story,
            Timekeeper time) {
        this.installation = installation;
        this.context = context;
        this.commands = commands;
        this.story = story;
        this.time = time;
    }

    /**
     * Takes all steps in turn.
     *
     * @param nodes how many there are to be at least; empty for those that are there, or the usual
     *     number
     * @throws Conflict when a step did not come out as promised
     * @throws Unavailable when the machine cannot do it
     */
    void bringUp(Optional<Integer> nodes) {
        Supplier<Duration> taken = time.start();
        StateFolder state = installation.folder();
        state.create();
        try (var _ = state.lock()) {
            var cables = new Cables(commands, state);
            Plan plan = plan(state, cables, nodes);
            prepare(state, plan, cables);
            var labd = new LabdProcess(state, plan, commands);
            startLabd(labd);
            List<RehearsalNode> all =
                    plan.numbers().stream().map(number -> node(plan, number)).toList();
            try (var fleet = new Fleet(labd.administrator(), time.clock())) {
                makeNodes(all, cables, plan);
                enroll(all, fleet);
                runCycles(all, fleet);
                proveIsolation(all, fleet);
            }
            startDaemons(all);
            addContext(state, plan, labd.administrator());
        } catch (IOException e) {
            throw new Unavailable(
                    "the lock in '%s' cannot be given back".formatted(state.root()), e);
        }
        farewell(Story.span(taken.get()));
    }

    private Plan plan(StateFolder state, Cables cables, Optional<Integer> nodes) {
        Optional<Plan> known = state.plan();
        if (known.isEmpty()) {
            return fresh(state, cables, nodes.orElse(USUAL_NODES));
        }
        int there = known.get().nodes();
        int wanted = nodes.orElse(there);
        if (wanted < there) {
            story.say(
                    "no node is taken away, all %d stay: for fewer, 'labctl rehearse down' comes first"
                            .formatted(there));
        }
        Plan plan = known.get().withNodes(Math.max(wanted, there));
        state.write(plan);
        return plan;
    }

    private Plan fresh(StateFolder state, Cables cables, int nodes) {
        int port = freePort("0.0.0.0");
        Plan.Before before = context.before();
        for (Subnet subnet : Subnet.free(NetworksInUse.onThisMachine())) {
            var plan = new Plan(subnet.third(), port, nodes, before, null);
            state.write(plan);
            if (cables.claimBridge(plan)) {
                return plan;
            }
        }
        state.forgetPlan();
        throw new Unavailable("every network in 10.213.0.0/16 is in use on this machine");
    }

    /** Its name is on disk before it is in the config, for by that alone it is taken away. */
    private void addContext(StateFolder state, Plan plan, Target administrator) {
        String name = context.nameFor(plan);
        state.write(plan.withContext(name));
        context.add(name, administrator);
        if (!name.equals(RehearsalContext.NAME)) {
            story.tell(
                    "its context is called '%s', for a context '%s' of another labd is in the config already"
                            .formatted(name, RehearsalContext.NAME));
        }
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
        return new RehearsalNode(installation, plan, number, commands, time);
    }

    private void startLabd(LabdProcess labd) {
        story.step("labd with its own database and CA");
        Supplier<Duration> taken = time.start();
        boolean ran = labd.outer().isPresent();
        if (!ran) {
            labd.start(installation.javaHome(), time);
        }
        labd.awaitAnswer(time);
        story.tell(
                "%s at %s, process %d"
                        .formatted(
                                ran ? "runs" : "answers after " + Story.span(taken.get()),
                                labd.administrator().server(),
                                labd.first().map(RecordedProcess::pid).orElse(0L)));
    }

    private void makeNodes(List<RehearsalNode> all, Cables cables, Plan plan) {
        story.step(
                "%s with namespaces, a root and a network of its own"
                        .formatted(all.size() == 1 ? "1 node" : all.size() + " nodes, each"));
        for (RehearsalNode node : all) {
            Supplier<Duration> taken = time.start();
            boolean made = node.ensureRuns(cables);
            story.tell(
                    "%s  %s  %s"
                            .formatted(
                                    node.name(),
                                    plan.subnet().node(all.indexOf(node) + 1),
                                    made ? "made in " + Story.span(taken.get()) : "runs"));
        }
    }

    private void enroll(List<RehearsalNode> all, Fleet fleet) {
        story.step("enrolment: one one-time token for each, the CA's pin in it");
        Parallel.each(
                all,
                AT_ONCE,
                node -> {
                    Supplier<Duration> taken = time.start();
                    boolean enrolled = node.ensureEnrolled(fleet);
                    story.tell(
                            "%s  %s"
                                    .formatted(
                                            node.name(),
                                            enrolled
                                                    ? "enrolled in " + Story.span(taken.get())
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
            throw new Conflict(
                    "the second cycle changed something again on %s: see 'labctl report server/%s'"
                            .formatted(String.join(", ", changed), changed.getFirst()));
        }
    }

    private void proveIsolation(List<RehearsalNode> all, Fleet fleet) {
        if (all.size() < 2) {
            story.step("isolation: left out, for it needs two nodes");
            return;
        }
        NamespaceNode asking = all.getFirst().namespaces();
        String other = all.get(1).name();
        story.step(
                "isolation: %s asks for its own and for what is of %s, with its own certificate"
                        .formatted(asking.name(), other));
        new Isolation(fleet.seenBy(asking), new ServerName(asking.name()), new ServerName(other))
                .prove(fleet)
                .forEach(story::tell);
    }

    private void startDaemons(List<RehearsalNode> all) {
        all.forEach(RehearsalNode::ensureDaemon);
    }

    private void farewell(String span) {
        story.blank();
        story.tell(
                "The rehearsal stands after %s and stays until it is taken down. Look further:"
                        .formatted(span));
        story.next("get servers", "the fleet");
        story.next("report server/node-1", "what its last run did");
        story.next("catalog server/node-1 -o tree", "what it should be");
        story.next("rehearse shell node-1", "change something by hand, then: lab-agent run --once");
        story.next("rehearse", "converges, makes nothing twice");
        story.next("rehearse down", "leaves no trace");
        if (installation.bySudo()) {
            story.tell("All of it is root's: put sudo before each of these.");
        }
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
