package io.labctl.master;

import static java.util.Objects.requireNonNull;

import io.labctl.catalog.wire.WireJson;
import io.labctl.master.database.DatabaseConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** labd as a process of its own, from the class path of the tests. */
final class LabdProcess implements AutoCloseable {
    private static final Pattern READY = Pattern.compile("is ready on (https://\\S+:([0-9]+)),");

    private final Path data;
    private final Path out;
    private final Path err;
    private final Process process;

    LabdProcess(Path data, Path outputs, String listen) throws IOException {
        this(data, outputs, listen, Map.of());
    }

    /** One that uses a given database, on any port. */
    static LabdProcess on(
            DatabaseConfig database, Path data, Path outputs, Map<String, String> environment)
            throws IOException {
        var whole = new TreeMap<>(environment);
        whole.put("LABD_DATABASE_URL", requireNonNull(database.url()));
        whole.put("LABD_DATABASE_USER", requireNonNull(database.user()));
        whole.put("LABD_DATABASE_PASSWORD", requireNonNull(database.password()).reveal());
        return new LabdProcess(data, outputs, "127.0.0.1:0", whole);
    }

    LabdProcess(Path data, Path outputs, String listen, Map<String, String> environment)
            throws IOException {
        this.data = data;
        this.out = Files.createTempFile(outputs, "labd", ".out");
        this.err = Files.createTempFile(outputs, "labd", ".err");
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                "io.labctl.master.Labd",
                                "--data",
                                data.toString(),
                                "--listen",
                                listen));
        var builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().putAll(environment);
        process = builder.start();
    }

    /** Waits until it serves. */
    LabdProcess ready() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .failFast("labd ended", () -> !process.isAlive())
                .until(() -> READY.matcher(Files.readString(out)).find());
        return this;
    }

    int port() throws IOException {
        return Integer.parseInt(said().group(2));
    }

    /** Where it says that it is reached. */
    URI url() throws IOException {
        return URI.create(said().group(1));
    }

    private Matcher said() throws IOException {
        Matcher ready = READY.matcher(Files.readString(out));
        if (!ready.find()) {
            throw new AssertionError("labd is not ready");
        }
        return ready;
    }

    LabdClient admin() throws IOException {
        return client(adminIdentity());
    }

    Identity adminIdentity() {
        Path admin = data.resolve("admin");
        return Identity.read(admin.resolve("admin.crt"), admin.resolve("admin.key"));
    }

    /** Trusts this labd; shows no certificate without an identity. */
    LabdClient client(@Nullable Identity identity) throws IOException {
        return new LabdClient(port(), identity, data.resolve("admin/ca.pem"), WireJson.mapper());
    }

    long pid() {
        return process.pid();
    }

    /** The programs that it has started, and those that these have. */
    List<ProcessHandle> children() {
        return process.descendants().toList();
    }

    void terminate() {
        process.destroy();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int exitCode(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("labd did not end within " + within);
        }
        return process.exitValue();
    }

    /** Everything that it said and logged on its standard error. */
    String log() throws IOException {
        return Files.readString(err);
    }

    /** Everything that it said on its standard error, without what it logged. */
    String err() throws IOException {
        return Files.readString(err)
                .lines()
                .filter(line -> !line.matches("(?:WARNING: .*|[0-9:.T+Z-]+ .*)"))
                .reduce("", (all, line) -> all + line + "\n");
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
