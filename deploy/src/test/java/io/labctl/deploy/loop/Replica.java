package io.labctl.deploy.loop;

import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One of several labds on a database that they share: the packaged program, killed and begun. */
final class Replica implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(1);

    private final Path folder;
    private final Map<String, String> settings;
    private final Path data;
    private final int port;
    private Running labd;

    /** Serves when this returns. */
    Replica(Path folder, String name, Map<String, String> settings) {
        this.folder = folder;
        this.settings = settings;
        this.data = folder.resolve(name);
        this.labd = begin(0);
        this.port = URI.create(OneMachine.url(labd)).getPort();
    }

    private Running begin(int at) {
        return Running.start(
                folder,
                settings,
                List.of(
                        Means.DIST.resolve("bin/labd").toString(),
                        "--data",
                        data.toString(),
                        "--site",
                        folder.resolve("site").toString(),
                        "--listen",
                        "127.0.0.1:" + at));
    }

    int port() {
        return port;
    }

    Path admin() {
        return data.resolve("admin");
    }

    void kill() {
        labd.kill();
    }

    /** On the same port; it may not serve yet when this returns. */
    void beginAgain() {
        labd.end();
        labd = begin(port);
    }

    void awaitReady() {
        await().atMost(START).until(() -> OneMachine.url(labd) != null);
    }

    @Override
    public void close() {
        labd.stop();
    }
}
