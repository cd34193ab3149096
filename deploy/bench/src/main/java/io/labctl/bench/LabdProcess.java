package io.labctl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A packaged labd with an embedded database in a folder of its own. */
public final class LabdProcess implements MeasuredServer, AutoCloseable {
    private static final long STOP_SECONDS = 20;

    private final Process process;
    private final Path data;
    private final int port;

    private LabdProcess(Process process, Path data, int port) {
        this.process = process;
        this.data = data;
        this.port = port;
    }

    /** Starts it with the default settings. */
    public static LabdProcess start(Path programs, Path work, Path site, int port)
            throws IOException {
        return start(programs, work, site, port, Map.of());
    }

    /**
     * Starts it.
     *
     * @param settings as environment variables
     */
    public static LabdProcess start(
            Path programs, Path work, Path site, int port, Map<String, String> settings)
            throws IOException {
        Path data = work.resolve("labd");
        var builder =
                new ProcessBuilder(
                                programs.resolve("labd").toString(),
                                "--data",
                                data.toString(),
                                "--listen",
                                "127.0.0.1:" + port,
                                "--site",
                                site.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(work.resolve("labd.log").toFile());
        builder.environment().putAll(settings);
        return new LabdProcess(builder.start(), data, port);
    }

    /** Waits for the first good answer of the ready route. */
    public void awaitReady(Duration limit) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        Path admin = data.resolve("admin/config.yaml");
        while (!Files.exists(admin) || !answers()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException(
                        "labd did not start; see %s".formatted(data.resolveSibling("labd.log")));
            }
            process.waitFor(100, TimeUnit.MILLISECONDS);
        }
    }

    private boolean answers() {
        try (var connection = Connection.open(port, Tls.anonymous(data.resolve("admin/ca.pem")))) {
            return connection.get("/health/ready").status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public Path admin() {
        return data.resolve("admin");
    }

    public int port() {
        return port;
    }

    @Override
    public Duration cpu() throws IOException {
        return ProcessCpu.of(process.pid());
    }

    @Override
    public Duration databaseCpu() throws IOException {
        Duration sum = Duration.ZERO;
        for (ProcessHandle child : process.toHandle().descendants().toList()) {
            sum = sum.plus(ProcessCpu.of(child.pid()));
        }
        return sum;
    }

    /** Its memory without what its next collection frees, in bytes. */
    public long residentAfterCollection() throws IOException, InterruptedException {
        Process collection =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                String.valueOf(process.pid()),
                                "GC.run")
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        if (collection.waitFor() != 0) {
            throw new IOException("labd's heap was not collected; see above");
        }
        return ProcessMemory.resident(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
