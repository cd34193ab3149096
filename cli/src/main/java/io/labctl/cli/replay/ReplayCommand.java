package io.labctl.cli.replay;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.session.TerminalSize;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.exec.Caller;
import io.labctl.cli.exec.OneSession;
import io.labctl.cli.print.Console;
import io.labctl.cli.terminal.Interrupt;
import io.labctl.cli.terminal.Listening;
import io.labctl.cli.words.Words;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Shows what the terminal of a session has shown. */
@Command(
        name = "replay",
        description = {
            "Plays what the terminal of a session has shown, at its pace, where labd records sessions;"
                    + " 'labctl get sessions -o wide' tells of which there is a recording.",
            "Ctrl-C or q leaves it, and the terminal is as before. Keys that were typed are not"
                    + " recorded."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            " 0:it was shown, or left with q",
            " 1..5:as for every command of labctl, which then says why on stderr",
            " 130:it was left by Ctrl-C; so 129 after SIGHUP, 143 after SIGTERM",
        },
        footer = {
            "",
            "  labctl replay session/ID --speed 2 --idle-limit 2s",
            "  labctl replay session/ID -o cast | asciinema play -",
        })
public final class ReplayCommand implements Callable<Integer> {
    private final Supplier<LabdClient> client;
    private final Console console;
    private final Caller caller;

    @Mixin private final OneSession session = new OneSession();

    @Option(
            names = "--speed",
            paramLabel = "TIMES",
            defaultValue = "1",
            converter = Speed.class,
            description = "So many times as fast as it was, 0.1 to 100; default 1.")
    double speed;

    @Option(
            names = "--idle-limit",
            paramLabel = "SPAN",
            description = "Where nothing happened for longer, only so long, such as 2s.")
    @Nullable Duration idleLimit;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "terminal",
            completionCandidates = Forms.class,
            converter = Forms.class,
            description =
                    "One of ${COMPLETION-CANDIDATES}; cast writes an asciicast v2, for files and for"
                            + " asciinema. Default ${DEFAULT-VALUE}.")
    Form form = Form.TERMINAL;

    /** How a recording is shown. */
    enum Form {
        TERMINAL,
        CAST
    }

    /** The words for that. */
    static final class Forms extends Words<Form> {
        Forms() {
            super(
                    "output format",
                    List.of(Form.values()),
                    form -> form == Form.CAST ? "cast" : "terminal");
        }
    }

    /** A factor. */
    static final class Speed implements ITypeConverter<Double> {
        @Override
        public Double convert(String given) {
            if (given.matches("[0-9]{1,3}(\\.[0-9]{1,3})?")) {
                double times = Double.parseDouble(given);
                if (times >= 0.1 && times <= 100) {
                    return times;
                }
            }
            throw new TypeConversionException(
                    "'%s' is not a number from 0.1 to 100".formatted(given));
        }
    }

    public ReplayCommand(Supplier<LabdClient> client, Console console, Caller caller) {
        this.client = client;
        this.console = console;
        this.caller = caller;
    }

    @Override
    public Integer call() {
        UUID id = session.id();
        if (form == Form.TERMINAL && !caller.terminal().showsOutput()) {
            throw new InvalidInput(
                    "standard output is no terminal: with -o cast the recording is written as an asciicast");
        }
        try (LabdClient labd = client.get();
                var lines = new RecordedLines(labd, id)) {
            return form == Form.CAST ? written(lines) : played(lines);
        }
    }

    private int written(RecordedLines lines) {
        if (new WholeCast(lines).write(console.out())) {
            tellExtent(lines);
        }
        return 0;
    }

    private void tellExtent(RecordedLines lines) {
        switch (lines.extent()) {
            case SO_FAR ->
                    console.say("labctl: the recording is not complete yet, it goes up to here");
            case CUT ->
                    console.say(
                            "labctl: the recording was closed without the session's end: what came last may be missing");
            case WHOLE -> {}
            case null -> {}
        }
    }

    /** What there is to say is said before or behind, while lines are shown as they are meant. */
    private int played(RecordedLines lines) {
        Optional<TerminalSize> here = caller.terminal().size();
        lines.next().map(CastEvent::size).ifPresent(size -> compare(size, here));
        var player = new Player(lines, console, caller.pace(), speed, idleLimit);
        int exit = played(player, here.isPresent());
        if (!player.isStopped()) {
            tellExtent(lines);
        }
        return exit;
    }

    private void compare(TerminalSize size, Optional<TerminalSize> here) {
        here.filter(own -> own.columns() < size.columns() || own.rows() < size.rows())
                .ifPresent(
                        own ->
                                console.say(
                                        "labctl: the recorded terminal has %d columns and %d rows, this one %d and %d"
                                                .formatted(
                                                        size.columns(),
                                                        size.rows(),
                                                        own.columns(),
                                                        own.rows())));
    }

    /** Terminals answer to some of what is shown there; in raw mode that is not shown as typed. */
    private int played(Player player, boolean hasKeys) {
        try (var _ = caller.interrupts().listen(interrupt -> player.stop(interrupt.exit()));
                var _ = hasKeys ? caller.terminal().raw() : unchanged()) {
            if (hasKeys) {
                Thread.ofPlatform().daemon().name("stdin").start(() -> heed(player, caller.in()));
            }
            return player.play();
        }
    }

    private static Listening unchanged() {
        return () -> {};
    }

    private static void heed(Player player, InputStream in) {
        var keys = new LeavingKeys();
        try {
            for (int key = in.read(); key >= 0; key = in.read()) {
                keys.next(key).map(ReplayCommand::exit).ifPresent(player::stop);
            }
        } catch (IOException e) {
            player.stop(Interrupt.HUP.exit()); // the terminal is gone
        }
    }

    private static int exit(LeavingKeys.Leave leave) {
        return switch (leave) {
            case QUIT -> 0;
            case INTERRUPT -> Interrupt.INT.exit();
        };
    }
}
