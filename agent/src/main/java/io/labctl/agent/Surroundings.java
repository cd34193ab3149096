package io.labctl.agent;

import io.labctl.agent.apply.AppliedState;
import io.labctl.agent.apply.Applier;
import io.labctl.agent.console.Paint;
import io.labctl.agent.content.StoredContent;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.LocalCommands;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.agent.machine.NotedPrograms;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.run.Application;
import io.labctl.agent.run.FinishingApplication;
import io.labctl.agent.run.KeepingApplication;
import io.labctl.agent.run.WatchfulApplication;
import io.labctl.agent.state.StateDirectory;
import io.labctl.agent.time.LocalClock;
import io.labctl.agent.type.ManagedMachine;
import io.labctl.agent.type.StandardTypes;
import io.labctl.catalog.output.StandardOutput;
import io.labctl.facts.Machine;
import io.labctl.facts.MachineFacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** The machine and the process as the program finds them; tests give another. */
record Surroundings(
        StandardOutput out,
        PrintWriter err,
        Supplier<Paint> paint,
        Supplier<String> hostName,
        Supplier<String> person,
        Map<String, String> environment,
        Clock clock,
        Supplier<MachineFacts> facts,
        Commands commands,
        Applications application,
        String version) {

    /** Makes what applies catalogs, from where their files come from. */
    @FunctionalInterface
    interface Applications {
        Application over(StoredContent content, StateDirectory state, JsonMapper json);
    }

    static Surroundings thisOne() {
        return new Surroundings(
                StandardOutput.ofThisProcess(),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Surroundings::terminal,
                Surroundings::kernelHostName,
                Surroundings::caller,
                System.getenv(),
                new LocalClock(Clock.systemUTC()),
                new Machine(Path.of("/"), Clock.systemUTC())::gather,
                new LocalCommands(),
                Surroundings::applier,
                Optional.ofNullable(LabAgent.class.getPackage().getImplementationVersion())
                        .orElse("development"));
    }

    private static Application applier(
            StoredContent content, StateDirectory state, JsonMapper json) {
        var time = MonotonicTime.ofThisMachine();
        var programs = new NotedPrograms(state.programs());
        var doors = ManagedMachine.found(new Root(Path.of("/")), new LocalCommands(programs), time);
        var backups = new Backups(state.backups(), Clock.systemUTC(), json);
        var types = new StandardTypes(doors, content::fetch, backups, state.root());
        var applier =
                new Applier(types, new AppliedState(state.applied(), json), time, doors.labels());
        return new FinishingApplication(
                new WatchfulApplication(new KeepingApplication(applier::apply, backups), programs),
                backups.overwrites(),
                doors.root());
    }

    /** Java 25 gives no console again where input or output is not a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    private static Paint terminal() {
        var console = System.console();
        boolean refused = !System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        return Paint.of(console != null && console.isTerminal(), refused);
    }

    /** Who calls; behind sudo the person, not root. */
    private static String caller() {
        return System.getenv().getOrDefault("SUDO_USER", System.getProperty("user.name"));
    }

    private static String kernelHostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
