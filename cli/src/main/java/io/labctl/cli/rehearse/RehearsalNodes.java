package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.name.ServerName;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** All nodes of a rehearsal, taken through its steps, and what came of each is told. */
final class RehearsalNodes {
    private static final int AT_ONCE = 4;

    private final List<RehearsalNode> all;
    private final Story story;
    private final Timekeeper time;

    RehearsalNodes(List<RehearsalNode> all, Story story, Timekeeper time) {
        this.all = List.copyOf(all);
        this.story = story;
        this.time = time;
    }

    void make(Cables cables) {
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
                                    node.address(),
                                    made ? "made in " + Story.span(taken.get()) : "runs"));
        }
    }

    void enroll(Fleet fleet) {
        story.step("enrolment: one one-time token for each, the CA's pin in it");
        Parallel.each(all, AT_ONCE, node -> enrolled(node, fleet));
    }

    private RehearsalNode enrolled(RehearsalNode node, Fleet fleet) {
        Supplier<Duration> taken = time.start();
        Enrolment found = node.enrolment(fleet);
        if (found.stands(fleet)) {
            story.tell("%s  is enrolled".formatted(node.name()));
            return node;
        }
        node.enroll(fleet);
        story.tell(
                "%s  enrolled in %s%s"
                        .formatted(
                                node.name(),
                                Story.span(taken.get()),
                                found.otherName()
                                        .map(", it was '%s' before"::formatted)
                                        .orElse("")));
        return node;
    }

    void runCycles(Fleet fleet) {
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

    void proveIsolation(Fleet fleet) {
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

    void startDaemons() {
        all.forEach(RehearsalNode::ensureDaemon);
    }
}
