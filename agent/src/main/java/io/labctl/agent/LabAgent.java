package io.labctl.agent;

import io.labctl.agent.config.AgentConfig;
import io.labctl.agent.config.ConfigFile;
import io.labctl.agent.disable.DisableCommand;
import io.labctl.agent.disable.EnableCommand;
import io.labctl.agent.enroll.EnrollCommand;
import io.labctl.agent.exit.ExitCode;
import io.labctl.agent.facts.FactsCommand;
import io.labctl.agent.present.ResourceCommand;
import io.labctl.agent.restore.RestoreCommand;
import io.labctl.agent.run.RunCommand;
import io.labctl.agent.status.StatusCommand;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.usage.NamedCommands;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The agent's composition root: from here everything that {@code lab-agent} does is wired together,
 * and only here the process, its arguments, its clocks and its environment are touched.
 */
@Command(
        name = "lab-agent",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        description = "Keeps this machine as its catalog says.")
public final class LabAgent {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The configuration; /etc/lab-agent/agent.yaml when not given.")
    private @Nullable Path configFile;

    private final Surroundings machine;
    private final AgentParts parts;

    LabAgent(Surroundings machine, Stop stop, RandomGenerator random) {
        this.machine = machine;
        this.parts =
                new AgentParts(
                        machine,
                        this::config,
                        stop,
                        new Timekeeper(machine.clock(), System::nanoTime),
                        random);
    }

    public static void main(String[] args) {
        run(Surroundings::thisOne, args);
    }

    /** Ends the process. A signal is heard before anything else, even before a look around. */
    static void run(Supplier<Surroundings> machine, String[] args) {
        var stop = new Stop();
        var end = new CleanEnd(stop);
        Runtime.getRuntime().addShutdownHook(new Thread(end::whenAsked));
        try {
            end.with(new LabAgent(machine.get(), stop, new Random()).execute(args));
        } finally {
            end.broken();
        }
    }

    /** Runs one command to its end. */
    int execute(String... args) {
        var sentences = new Sentences(machine.err());
        int code =
                VersionQuestion.isAskedBy(args)
                        ? tellVersion()
                        : commandLine(sentences, args).execute(args);
        return sentences.unlessWritten(code, machine.out());
    }

    private int tellVersion() {
        machine.out().println(versionLine());
        return ExitCode.OK;
    }

    private String versionLine() {
        return "lab-agent " + machine.version();
    }

    private CommandLine commandLine(Sentences sentences, String... args) {
        var out = machine.out();
        var commands = new CommandLine(this);
        commands.getCommandSpec().version(versionLine());
        NamedCommands.of(args)
                .add("enroll", () -> new EnrollCommand(parts::enrolment, machine.hostName(), out))
                .add("run", () -> new RunCommand(() -> parts.once(sentences), parts::daemon))
                .add(
                        "facts",
                        () -> new FactsCommand(parts::facts, parts::json, out, sentences::say))
                .add(
                        "resource",
                        () -> new ResourceCommand(parts::present, parts::json, out, sentences::say))
                .add("restore", () -> restoreCommand(sentences))
                .add("disable", this::disableCommand)
                .add("enable", () -> new EnableCommand(parts::offSwitch, out))
                .add(
                        "status",
                        () -> new StatusCommand(parts::status, machine.version(), parts::json, out))
                .to(commands);
        return sentences.instead(commands).setOut(out).setErr(machine.err());
    }

    private RestoreCommand restoreCommand(Sentences sentences) {
        return new RestoreCommand(
                parts::restore,
                () -> parts.lock("lab-agent restore"),
                parts::json,
                machine.out(),
                sentences::say);
    }

    private DisableCommand disableCommand() {
        return new DisableCommand(
                parts::offSwitch, machine.person(), machine.clock(), machine.out());
    }

    private AgentConfig config() {
        return ConfigFile.load(Optional.ofNullable(configFile));
    }
}
