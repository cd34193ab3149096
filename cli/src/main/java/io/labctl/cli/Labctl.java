package io.labctl.cli;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.output.StandardOutput;
import io.labctl.catalog.usage.NamedCommands;
import io.labctl.catalog.usage.WrongUse;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.completion.CompletionCommand;
import io.labctl.cli.config.ConfigGetCommand;
import io.labctl.cli.config.ConfigListCommand;
import io.labctl.cli.config.ConfigPathCommand;
import io.labctl.cli.config.ConfigSetCommand;
import io.labctl.cli.config.GlobalOptions;
import io.labctl.cli.config.Settings;
import io.labctl.cli.config.UseContextCommand;
import io.labctl.cli.copy.CopyCommand;
import io.labctl.cli.copy.CopyWords;
import io.labctl.cli.doctor.DoctorCommand;
import io.labctl.cli.exec.ApplyModuleCommand;
import io.labctl.cli.exec.AttachCommand;
import io.labctl.cli.exec.Caller;
import io.labctl.cli.exec.ExecCommand;
import io.labctl.cli.exec.GetSessionsCommand;
import io.labctl.cli.exec.KillCommand;
import io.labctl.cli.exec.Pace;
import io.labctl.cli.exec.RunCommand;
import io.labctl.cli.exec.Tempo;
import io.labctl.cli.exec.Waiting;
import io.labctl.cli.logs.LogsCommand;
import io.labctl.cli.print.Console;
import io.labctl.cli.rehearse.Installation;
import io.labctl.cli.rehearse.RehearseCommand;
import io.labctl.cli.replay.ReplayCommand;
import io.labctl.cli.report.GetReportsCommand;
import io.labctl.cli.report.ReportCommand;
import io.labctl.cli.resource.ResourceCommand;
import io.labctl.cli.server.CatalogCommand;
import io.labctl.cli.server.DeleteCommand;
import io.labctl.cli.server.DescribeCommand;
import io.labctl.cli.server.FactsCommand;
import io.labctl.cli.server.GetServersCommand;
import io.labctl.cli.server.Pause;
import io.labctl.cli.terminal.ProcessSignals;
import io.labctl.cli.terminal.Stty;
import io.labctl.cli.token.CreateTokenCommand;
import io.labctl.cli.token.GetTokensCommand;
import io.labctl.cli.token.RevokeTokenCommand;
import io.labctl.cli.version.VersionCommand;
import io.labctl.cli.words.Names;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import picocli.CommandLine;

/** The operators' tool: its whole command tree is put together here. */
public final class Labctl {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Map<String, String> environment;
    private final Path home;
    private final Console console;
    private final Clock clock;
    private final Pause pause;
    private final Caller caller;

    Labctl(Surroundings here, Console console, Pause pause, Caller caller) {
        this.environment = here.environment();
        this.home = here.home();
        this.console = console;
        this.clock = here.clock();
        this.pause = pause;
        this.caller = caller;
    }

    /** What stands around every command. */
    record Surroundings(Map<String, String> environment, Path home, Clock clock) {
        Surroundings {
            environment = Map.copyOf(environment);
        }
    }

    public static void main(String[] arguments) {
        Map<String, String> environment = System.getenv();
        var console =
                new Console(
                        StandardOutput.ofThisProcess(),
                        new PrintWriter(System.err, false, StandardCharsets.UTF_8),
                        wantsColours(environment),
                        System.getProperty("labctl.called", "labctl"));
        var signals = new ProcessSignals();
        var labctl =
                new Labctl(
                        new Surroundings(environment, home(environment), Clock.systemUTC()),
                        console,
                        Labctl::pauseBetweenLooks,
                        new Caller(
                                System.in,
                                System.err,
                                signals,
                                new Stty(environment, signals),
                                new Pace(
                                        Tempo.USUAL,
                                        System::nanoTime,
                                        new Random(),
                                        Waiting.USUAL)));
        System.exit(labctl.run(arguments));
    }

    /** Runs one command to its end. */
    int run(String... arguments) {
        var complaints = new Complaints(console);
        CommandLine root = commands(complaints, arguments);
        new Environment(environment)
                .misspelt()
                .forEach(sentence -> console.say("labctl: " + sentence));
        try {
            String[] words = ResourceWords.split(arguments, root);
            int exit = root.execute(CommandsOfServers.marked(words, root));
            return complaints.unlessWritten(exit);
        } catch (LinkageError | StackOverflowError e) {
            return complaints.ownFault(e);
        } finally {
            console.out().flush();
            console.err().flush();
        }
    }

    /**
     * The tree of all commands that these words can be about; making it reads no file and opens no
     * connection.
     */
    CommandLine commands(String... words) {
        return commands(new Complaints(console), words);
    }

    private CommandLine commands(Complaints complaints, String... words) {
        var options = new GlobalOptions();
        var settings = new Settings(options, environment, home);
        Supplier<LabdClient> labd = () -> LabdClient.to(settings.target(), clock);

        var root = new CommandLine(new RootCommand()).addMixin("global", options);
        NamedCommands.of(words)
                .add("get", () -> get(labd))
                .add("describe", () -> new DescribeCommand(labd, console, clock))
                .add("report", () -> new ReportCommand(labd, console))
                .add("catalog", () -> new CatalogCommand(labd, console))
                .add("facts", () -> new FactsCommand(labd, console))
                .add("resource", () -> new ResourceCommand(labd, console))
                .add("run", () -> new RunCommand(labd, console, caller, Labctl::exitOf))
                .add("apply", () -> apply(labd))
                .add("exec", () -> new ExecCommand(labd, console, caller, Labctl::exitOf))
                .add("logs", () -> new LogsCommand(labd, console, caller, Labctl::exitOf))
                .add("cp", () -> new CopyCommand(labd, console, caller))
                .add("attach", () -> new AttachCommand(labd, console, caller))
                .add("replay", () -> new ReplayCommand(labd, console, caller))
                .add("kill", () -> new KillCommand(labd, console))
                .add("delete", () -> new DeleteCommand(labd, console))
                .add("create", () -> create(labd))
                .add("revoke", () -> revoke(labd))
                .add("config", () -> config(settings))
                .add("doctor", () -> doctor(settings))
                .add("version", () -> new VersionCommand(labd, console))
                .add("rehearse", () -> rehearse(settings))
                .addAboutAll("completion", () -> new CompletionCommand(console))
                .addAboutAll("help", HelpCommand::new)
                .to(root);
        return withManners(root, complaints);
    }

    private CommandLine apply(Supplier<LabdClient> labd) {
        return new CommandLine(new Verb.Apply())
                .addSubcommand(new ApplyModuleCommand(labd, console, caller));
    }

    private CommandLine create(Supplier<LabdClient> labd) {
        return new CommandLine(new Verb.Create())
                .addSubcommand(new CreateTokenCommand(labd, console));
    }

    private CommandLine revoke(Supplier<LabdClient> labd) {
        return new CommandLine(new Verb.Revoke())
                .addSubcommand(new RevokeTokenCommand(labd, console));
    }

    private DoctorCommand doctor(Settings settings) {
        return new DoctorCommand(settings, target -> LabdClient.to(target, clock), console, clock);
    }

    private CommandLine get(Supplier<LabdClient> labd) {
        return new CommandLine(new Verb.Get())
                .addSubcommand(new GetServersCommand(labd, console, clock, pause))
                .addSubcommand(new GetReportsCommand(labd, console, clock))
                .addSubcommand(new GetTokensCommand(labd, console, clock))
                .addSubcommand(new GetSessionsCommand(labd, console, clock, CopyWords::of));
    }

    private CommandLine rehearse(Settings settings) {
        var installation =
                Installation.of(
                        System.getProperty("labctl.home"),
                        Path.of(System.getProperty("java.home")),
                        environment.get("LABCTL_REHEARSAL"),
                        home,
                        environment.get("SUDO_USER"));
        return RehearseCommand.commandLine(installation, settings, console, clock);
    }

    private CommandLine config(Settings settings) {
        return new CommandLine(new Verb.Config())
                .addSubcommand(new ConfigListCommand(settings, console))
                .addSubcommand(new ConfigGetCommand(settings, console))
                .addSubcommand(new ConfigSetCommand(settings, console))
                .addSubcommand(new ConfigPathCommand(settings, console))
                .addSubcommand(new UseContextCommand(settings, console));
    }

    /** How every command reads its words and says its complaints. */
    private CommandLine withManners(CommandLine root, Complaints complaints) {
        Names.registerConverters(root, clock);
        root.getCommandSpec().usageMessage().exitCodeList(ExitCode.all());
        return WrongUse.toldBy(root, console::say)
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler(complaints)
                .setOut(console.out())
                .setErr(console.err())
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100)
                .setColorScheme(
                        CommandLine.Help.defaultColorScheme(
                                console.colours()
                                        ? CommandLine.Help.Ansi.ON
                                        : CommandLine.Help.Ansi.OFF));
    }

    /** Java asks the account database; a shell, and so a person, means HOME. */
    private static Path home(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? System.getProperty("user.home") : home);
    }

    /** A terminal, and nobody asked for none (no-color.org). */
    private static boolean wantsColours(Map<String, String> environment) {
        boolean terminal =
                Optional.ofNullable(System.console())
                        .map(java.io.Console::isTerminal)
                        .orElse(false);
        return terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
    }

    private static int exitOf(LabException fault) {
        return ExitCode.of(fault).number();
    }

    private static boolean pauseBetweenLooks() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
