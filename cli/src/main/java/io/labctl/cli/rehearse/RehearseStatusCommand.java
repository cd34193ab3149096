package io.labctl.cli.rehearse;

import io.labctl.cli.print.Console;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says what of the rehearsal runs. */
@Command(
        name = "status",
        description = "Says what of the rehearsal runs.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {" 0:all of it runs, or there is none", " 1:something of it does not run"})
final class RehearseStatusCommand implements Callable<Integer> {
    private final RehearseCommand rehearse;
    private final Installation installation;
    private final Console console;
    private final Timekeeper time;
    private boolean allRuns = true;

    RehearseStatusCommand(
            RehearseCommand rehearse, Installation installation, Console console, Timekeeper time) {
        this.rehearse = rehearse;
        this.installation = installation;
        this.console = console;
        this.time = time;
    }

    @Override
    public Integer call() {
        rehearse.refuseNodes("status");
        StateFolder state = installation.folder();
        state.checkAccess();
        Optional<Plan> plan = state.exists() ? state.plan().read() : Optional.empty();
        if (plan.isEmpty()) {
            console.say(state.nothingRuns());
            return 0;
        }
        show(state, plan.get());
        if (!allRuns) {
            console.say("start what does not run with 'labctl rehearse'");
        }
        return allRuns ? 0 : 1;
    }

    private void show(StateFolder state, Plan plan) {
        var commands = new Commands();
        var labd = new LabdProcess(state, plan, commands);
        line("labd", labd.first(), plan.server());
        for (int number : plan.numbers()) {
            var node = new RehearsalNode(installation, plan, number, commands, time);
            boolean agent = node.daemonRuns();
            allRuns &= agent;
            line(
                    node.name(),
                    node.namespaces().first(),
                    "%s, agent %s".formatted(node.address(), agent ? "runs" : "does not run"));
        }
    }

    private void line(String name, Optional<RecordedProcess> process, String more) {
        allRuns &= process.isPresent();
        console.line(
                "%-8s %-14s %s"
                        .formatted(
                                name,
                                process.map(running -> "process " + running.pid())
                                        .orElse("does not run"),
                                more));
    }
}
