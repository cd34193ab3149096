package io.labctl.cli;

import io.labctl.catalog.output.StandardOutput;
import io.labctl.cli.exec.Caller;
import io.labctl.cli.exec.Pace;
import io.labctl.cli.exec.Tempo;
import io.labctl.cli.exec.Waiting;
import io.labctl.cli.print.Console;
import io.labctl.cli.server.Pause;
import io.labctl.cli.terminal.Interrupts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** A person at a terminal: types commands, reads both streams and the exit code. */
final class Operator {
    static final Instant NOW = Instant.parse("2026-01-31T08:00:00Z");

    private final Path home;
    private final Map<String, String> environment = new HashMap<>();
    private Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private Pause pause = () -> false;
    private InputStream in = InputStream.nullInputStream();
    private Interrupts interrupts = _ -> () -> {};
    private FakeTerminal terminal = FakeTerminal.none();
    private Tempo tempo = Tempo.USUAL;
    private LongSupplier nanos = System::nanoTime;
    private Waiting waiting = Waiting.USUAL;
    private boolean colours;
    private String called = "labctl";

    /** What a command left. */
    record Result(int exit, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    Operator(Path home) {
        this.home = home;
    }

    /**
     * With a certificate of this authority and a config whose context {@code lab} leads to labd.
     */
    static Operator of(Path home, FakeLabd labd, TestAuthority ca) throws IOException {
        return new Operator(home).connectedTo(labd.url(), ca, ca.person("ann"));
    }

    Operator connectedTo(String url, TestAuthority ca, TestAuthority.Leaf person)
            throws IOException {
        Path folder = Files.createDirectories(home.resolve(".labctl"));
        ca.writeRoot(folder.resolve("ca.pem"));
        person.write(folder.resolve("ann.crt"), folder.resolve("ann.key"));
        Files.writeString(
                folder.resolve("config.yaml"),
                """
                current-context: lab
                contexts:
                  lab:
                    server: %s
                    ca: ca.pem
                    certificate: ann.crt
                    key: ann.key
                """
                        .formatted(url));
        return this;
    }

    Operator with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Operator at(Clock time) {
        this.clock = time;
        return this;
    }

    Operator pausing(Pause between) {
        this.pause = between;
        return this;
    }

    Operator typing(InputStream bytes) {
        this.in = bytes;
        return this;
    }

    Operator interruptedBy(Interrupts signals) {
        this.interrupts = signals;
        return this;
    }

    Operator waiting(Tempo spans) {
        this.tempo = spans;
        return this;
    }

    /** Time goes by only while somebody waits, who is told of it. */
    Operator lettingTimeFly(Predicate<Duration> waited) {
        var now = new AtomicLong();
        this.nanos = now::get;
        this.waiting =
                (span, _) -> {
                    now.addAndGet(span.toNanos());
                    return waited.test(span);
                };
        return this;
    }

    Operator at(FakeTerminal one) {
        this.terminal = one;
        return this;
    }

    Operator onAColourTerminal() {
        this.colours = true;
        return this;
    }

    Operator calling(String labctl) {
        this.called = labctl;
        return this;
    }

    Path home() {
        return home;
    }

    Result types(String... arguments) {
        var out = new ByteArrayOutputStream();
        Result others = types(new StandardOutput(out, () -> false), arguments);
        return new Result(others.exit(), out.toString(StandardCharsets.UTF_8), others.err());
    }

    /** With the standard output given; what was written to it is not in the result. */
    Result types(StandardOutput out, String... arguments) {
        var err = new ByteArrayOutputStream();
        int exit = labctl(out, err).run(arguments);
        return new Result(exit, "", err.toString(StandardCharsets.UTF_8));
    }

    Labctl labctl(StandardOutput out, OutputStream err) {
        var words = new PrintWriter(err, false, StandardCharsets.UTF_8);
        return new Labctl(
                new Labctl.Surroundings(environment, home, clock),
                new Console(out, words, colours, called),
                pause,
                new Caller(
                        in,
                        err,
                        interrupts,
                        terminal,
                        new Pace(tempo, nanos, new Random(1), waiting)));
    }
}
