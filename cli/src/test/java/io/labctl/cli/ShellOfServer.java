package io.labctl.cli;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.WorkEnd;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** An agent that runs what it is asked to on this machine, in a folder that is its home. */
final class ShellOfServer implements FakeSession.Script {
    /** Those of virtual threads are few, and a pipe keeps one until it has something to read. */
    private static final Executor THREADS = each -> Thread.ofPlatform().daemon().start(each);

    private final FakeLabd labd;
    private final Path home;
    private final Map<String, String> environment;

    ShellOfServer(FakeLabd labd, Path home, Map<String, String> environment) {
        this.labd = labd;
        this.home = home;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public void play(FakeSession.Peer caller) throws Exception {
        var request =
                WireJson.read(
                        WireJson.mapper(),
                        labd.lastBody().getBytes(StandardCharsets.UTF_8),
                        SessionRequest.class,
                        "it");
        Process process = start(request);
        caller.from(0);
        var out =
                CompletableFuture.runAsync(
                        () -> pass(process.getInputStream(), FrameKind.OUT, caller), THREADS);
        var err =
                CompletableFuture.runAsync(
                        () -> pass(process.getErrorStream(), FrameKind.ERR, caller), THREADS);
        var input = CompletableFuture.runAsync(() -> feed(process, caller), THREADS);
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
        }
        CompletableFuture.allOf(out, err).join();
        synchronized (caller) {
            caller.end(new WorkEnd.Exited(process.exitValue()));
        }
        input.join();
    }

    private Process start(SessionRequest request) throws IOException {
        var argv =
                new ArrayList<>(List.of("env", "--default-signal", "setsid", "--")); // as an agent
        argv.addAll(command(request).argv());
        var builder = new ProcessBuilder(argv).directory(home.toFile());
        builder.environment().putAll(environment);
        builder.environment().putAll(command(request).environment());
        return builder.start();
    }

    private static void pass(InputStream from, FrameKind kind, FakeSession.Peer caller) {
        try (from) {
            var piece = new byte[Frame.LARGEST];
            for (int count = from.read(piece); count >= 0; count = from.read(piece)) {
                Frame frame = FakeSession.piece(kind, Arrays.copyOf(piece, count));
                synchronized (caller) {
                    caller.says(frame);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As an agent does it: what a program takes no more is dropped. */
    private static void feed(Process process, FakeSession.Peer caller) {
        long place = 0;
        OutputStream in = process.getOutputStream();
        try {
            while (process.isAlive()) {
                Frame frame = caller.hears();
                switch (frame.kind()) {
                    case IN -> write(in, frame);
                    case IN_END -> in.close();
                    case SIGNAL -> signal(process, frame.text());
                    default -> {}
                }
                if (frame.kind().isNumbered()) {
                    place += frame.length();
                    synchronized (caller) {
                        caller.ack(place);
                    }
                }
            }
        } catch (IOException | InterruptedException | AssertionError e) {
            // the caller is gone, as the program is
        }
    }

    private static void write(OutputStream in, Frame frame) {
        try {
            in.write(FakeSession.bytes(frame));
            in.flush();
        } catch (IOException e) {
            // it has closed its input
        }
    }

    /** All of its group, which setsid(1) has made. */
    private static void signal(Process process, String name) throws IOException {
        new ProcessBuilder("kill", "-s", name, "--", "-" + process.pid()).start().onExit().join();
    }

    private static SessionCommand command(SessionRequest request) {
        return (SessionCommand) request.task();
    }
}
