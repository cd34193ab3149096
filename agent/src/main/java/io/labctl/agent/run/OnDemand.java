package io.labctl.agent.run;

import io.labctl.agent.disable.Disabled;
import io.labctl.agent.disable.OffSwitch;
import io.labctl.agent.machine.Program;
import io.labctl.agent.session.RunStart;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.session.RunRequest;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** The runs that people ask for from afar. The timetable takes no notice of them. */
public final class OnDemand implements RunStart {
    private final SharedRuns runs;
    private final boolean ownersNoop;
    private final OffSwitch off;
    private final Supplier<Duration> nextContact;
    private final Timekeeper time;
    private final Stop stop;
    private final JsonMapper json;

    /**
     * Runs nothing yet.
     *
     * @param ownersNoop whether the machine's owner lets the daemon change nothing
     * @param nextContact within what time labd will hear of this machine, by its timetable
     */
    public OnDemand(
            SharedRuns runs,
            boolean ownersNoop,
            OffSwitch off,
            Supplier<Duration> nextContact,
            Timekeeper time,
            Stop stop,
            JsonMapper json) {
        this.runs = runs;
        this.ownersNoop = ownersNoop;
        this.off = off;
        this.nextContact = nextContact;
        this.time = time;
        this.stop = stop;
        this.json = json;
    }

    @Override
    public Program start(UUID work, RunRequest request) {
        off.disabled()
                .ifPresent(
                        why -> {
                            throw new Denied(sentence(why));
                        });
        DnsLabel module = request.module();
        var order =
                new RunOrder(
                        ownersNoop || request.noop(),
                        request.tags(),
                        module == null ? null : new RunOrder.OneModule(module.value(), work),
                        nextContact.get(),
                        null);
        var program = new RunProgram(runs, order, request.detailed(), time, stop, json);
        if (ownersNoop && !request.noop()) {
            program.warn(
                    "lab-agent was started with --noop on this machine: this is a no-op run, and nothing is changed");
        }
        Thread.ofVirtual().name("run for " + work).start(program::make);
        return program;
    }

    static String sentence(Disabled why) {
        return "runs are disabled: %s; 'lab-agent enable' there lets them be made again"
                .formatted(why);
    }
}
