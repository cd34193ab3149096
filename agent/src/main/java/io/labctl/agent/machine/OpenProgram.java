package io.labctl.agent.machine;

import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.session.TerminalSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that others talk with while it runs, as the leader of a session of its own. */
public final class OpenProgram implements Program {
    private static final Logger LOG = LoggerFactory.getLogger(OpenProgram.class);

    /** What makes every program load something, setpriv(1) as well. */
    private static final Pattern LOADS =
            Pattern.compile(
                    "(?:LD|LC|GLIBC|MALLOC|GCONV)_.*|LANG|LANGUAGE|LOCPATH|NLSPATH|OUTPUT_CHARSET");

    private final Process process;
    private final ProgramEnds ends;
    private final InputStream written;
    private final Optional<InputStream> complained;

    /**
     * What is to be started.
     *
     * @param environment all of it
     * @param input whether it is given something to read
     * @param terminal that it has for all its streams; null for pipes
     */
    public record Order(
            List<String> argv,
            RunAs user,
            Map<String, String> environment,
            Path directory,
            boolean input,
            @Nullable TerminalSize terminal) {
        public Order {
            argv = List.copyOf(argv);
            environment = Map.copyOf(environment);
        }
    }

    private OpenProgram(Process process, ProgramEnds ends) {
        this.process = process;
        this.ends = ends;
        this.written = ends.out();
        this.complained = ends.err();
        ends.started();
    }

    /**
     * Starts it.
     *
     * @throws NotFound when there is no such directory or program
     * @throws io.labctl.catalog.error.Unavailable when there is no terminal to be had
     */
    public static OpenProgram start(Order order) throws IOException {
        check(order);
        ProgramEnds ends =
                order.terminal() == null
                        ? PipeEnds.make(order.input())
                        : TerminalEnds.make(order.terminal(), order.user());
        try {
            return new OpenProgram(process(order, ends), ends);
        } catch (IOException | RuntimeException e) {
            ends.close();
            throw e;
        }
    }

    private static void check(Order order) {
        if (!Files.isDirectory(order.directory())) {
            String shown = Printable.of(order.directory().toString());
            throw new NotFound("no directory '%s' on this machine".formatted(shown));
        }
        String path = order.environment().getOrDefault("PATH", Command.PATH);
        new ProgramName(order.argv().getFirst(), path, order.directory())
                .trouble()
                .ifPresent(
                        why -> {
                            throw new NotFound(why);
                        });
    }

    private static Process process(Order order, ProgramEnds ends) throws IOException {
        var builder = new ProcessBuilder(order.user().running(inOwnSession(order, ends)));
        builder.environment().clear();
        order.environment().entrySet().stream()
                .filter(each -> !isLate(each, order))
                .forEach(each -> builder.environment().put(each.getKey(), each.getValue()));
        builder.directory(order.directory().toFile());
        ends.redirect(builder);
        return builder.start();
    }

    /**
     * What its user runs. Whoever started the agent may have let it ignore Ctrl-C, which a command
     * must not inherit.
     */
    private static List<String> inOwnSession(Order order, ProgramEnds ends) {
        var argv = new ArrayList<>(List.of("/usr/bin/env", "--default-signal"));
        order.environment().entrySet().stream()
                .filter(each -> isLate(each, order))
                .forEach(each -> argv.add(each.getKey() + "=" + each.getValue()));
        argv.addAll(List.of("/usr/bin/setsid", "--"));
        argv.addAll(ends.running(order.argv()));
        return argv;
    }

    /** Root must not be made to load what another user has written (ld.so(8), locale(7)). */
    private static boolean isLate(Map.Entry<String, String> variable, Order order) {
        return !order.user().isOwn() && LOADS.matcher(variable.getKey()).matches();
    }

    @Override
    public InputStream out() {
        return written;
    }

    @Override
    public Optional<InputStream> err() {
        return complained;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        ends.write(bytes);
    }

    @Override
    public void endInput() {
        try {
            ends.endInput();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("input not closed");
        }
    }

    @Override
    public void resize(TerminalSize size) {
        try {
            ends.resize(size);
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("terminal not resized");
        }
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    @Override
    public Optional<NotedProcess> noted() {
        try {
            return NotedProcess.of(process.pid());
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("process not known");
            return Optional.empty();
        }
    }

    /** To its process group, or to the one that its terminal's keys reach. */
    @Override
    public void signal(Signal signal) {
        if (process.isAlive()) {
            signal.toGroupOf(ends.foreground().orElse(process.pid()));
        }
    }

    @Override
    public void askToEnd() {
        if (process.isAlive()) {
            LongStream.concat(LongStream.of(process.pid()), ends.foreground().stream())
                    .distinct()
                    .forEach(ends.farewell()::toGroupOf);
        }
    }

    /** Kills all of its session. */
    @Override
    public void kill() {
        Session.of(process).kill();
    }

    @Override
    public void close() {
        try {
            ends.close();
        } catch (IOException e) {
            LOG.atWarn()
                    .addKeyValue("reason", FileTrouble.sentence(e))
                    .log("streams of a program not closed");
        }
    }
}
