package io.labctl.bench.puppet;

import io.labctl.bench.MeasuredServer;
import io.labctl.bench.ProcessCpu;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Debian's puppetserver with a new authority of its own, run as its own user. */
final class PuppetServer implements MeasuredServer, AutoCloseable {
    static final int PORT = 8140;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Process process;

    private PuppetServer(Process process) {
        this.process = process;
    }

    static PuppetServer start(Path work) throws IOException, InterruptedException {
        var server =
                new PuppetServer(
                        new ProcessBuilder("puppetserver", "foreground")
                                .redirectErrorStream(true)
                                .redirectOutput(work.resolve("puppetserver.log").toFile())
                                .start());
        server.awaitOpen(work);
        return server;
    }

    private void awaitOpen(Path work) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isOpen()) {
            if (process.waitFor(500, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
                throw new IOException(
                        "puppetserver did not start:%n%s"
                                .formatted(Files.readString(work.resolve("puppetserver.log"))));
            }
        }
    }

    private static boolean isOpen() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), PORT));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Duration cpu() throws IOException {
        Duration sum = ProcessCpu.of(process.pid());
        for (ProcessHandle child : process.toHandle().descendants().toList()) {
            sum = sum.plus(ProcessCpu.of(child.pid()));
        }
        return sum;
    }

    @Override
    public Duration databaseCpu() {
        return Duration.ZERO;
    }

    @Override
    public void close() {
        process.toHandle().descendants().forEach(ProcessHandle::destroy);
        process.onExit().join();
    }
}
