package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Unavailable;
import io.labctl.cli.config.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Brings a rehearsal to where it should be, from nothing or from wherever it is, and shows each
 * step.
 */
final class Rehearse {
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
            Plan plan = new Planning(state, cables, context, story).plan(nodes);
            prepare(state, plan, cables);
            var labd = new LabdProcess(state, plan, commands);
            startLabd(labd);
            addContext(state, plan, labd.administrator());
            bringUpNodes(state, plan, labd.administrator(), cables);
        } catch (IOException e) {
            throw new Unavailable(
                    "the lock in '%s' cannot be given back".formatted(state.root()), e);
        }
        farewell(Story.span(taken.get()));
    }

    private void bringUpNodes(StateFolder state, Plan plan, Target administrator, Cables cables) {
        var all = new RehearsalNodes(nodes(plan), story, time);
        try (var fleet = new Fleet(administrator, time.clock())) {
            all.make(cables);
            all.enroll(fleet);
            all.runCycles(fleet);
            all.proveIsolation(fleet);
        } catch (Conflict e) {
            tellWhatStays(state);
            throw e;
        }
        all.startDaemons();
    }

    /**
     * Its name is on disk before it is in the config, for by that alone it is taken away. The
     * context comes before the nodes: where one fails, a person asks labd why.
     */
    private void addContext(StateFolder state, Plan plan, Target administrator) {
        String name = context.nameFor(plan);
        state.plan().write(plan.withContext(name));
        context.add(name, administrator);
        if (!name.equals(RehearsalContext.NAME)) {
            story.tell(
                    context.isUsualNameTaken()
                            ? "its context is called '%s', for a context '%s' of another labd is in the config already"
                                    .formatted(name, RehearsalContext.NAME)
                            : "its context is called '%s'".formatted(name));
        }
    }

    /** A step that did not come out as promised is mostly for what a person wrote. */
    private void tellWhatStays(StateFolder state) {
        story.blank();
        story.tell(
                "What was made so far stays; the daemons of new nodes are not started yet. The site is in %s."
                        .formatted(state.site()));
        story.next("rehearse", "goes on, when what is told below is mended");
        story.next("rehearse down", "leaves no trace");
    }

    private void prepare(StateFolder state, Plan plan, Cables cables) {
        story.step(
                "this machine: network %s on bridge %s, programs, site"
                        .formatted(plan.subnet(), plan.bridge()));
        Programs.ensure(installation.dist(), state.dist());
        new LocalPackages(state.packages(), commands).ensure();
        RehearsalSite.ensure(state.site(), plan.subnet());
        state.labdYaml().ensure();
        cables.ensureBridge(plan);
    }

    private void startLabd(LabdProcess labd) {
        story.step("labd with its own database and CA");
        Supplier<Duration> taken = time.start();
        boolean ran = labd.outer().isPresent();
        if (ran && labd.hasNewSettings()) {
            story.tell("labd.yaml was changed: labd is started anew");
            labd.stop(time);
            ran = false;
        }
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

    private List<RehearsalNode> nodes(Plan plan) {
        return plan.numbers().stream()
                .map(number -> new RehearsalNode(installation, plan, number, commands, time))
                .toList();
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
}
