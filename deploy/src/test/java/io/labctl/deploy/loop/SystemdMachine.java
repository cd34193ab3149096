package io.labctl.deploy.loop;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A copy of this machine in namespaces of its own, which systemd runs; gone when it is closed. */
final class SystemdMachine implements AutoCloseable {
    private static final Path SCRIPT =
            Path.of("../deploy/test/systemd-node").toAbsolutePath().normalize();

    private final Process keeper;
    private final long init;

    private SystemdMachine(Process keeper, long init) {
        this.keeper = keeper;
        this.init = init;
    }

    static SystemdMachine boot(Path folder) throws IOException {
        Means.check();
        Process keeper =
                new ProcessBuilder(SCRIPT.toString(), folder.toString())
                        .redirectErrorStream(true)
                        .start();
        String line = String.valueOf(keeper.inputReader().readLine());
        assumeTrue(line.startsWith("ready "), "no node with systemd here: " + line);
        var machine = new SystemdMachine(keeper, Long.parseLong(line.substring("ready ".length())));
        await().until(
                        () ->
                                machine.run("systemctl is-system-running")
                                        .out()
                                        .strip()
                                        .equals("running"));
        return machine;
    }

    /** Types a line into a root shell of the machine. */
    Running.Ended run(String line) {
        return Running.start(
                        Path.of("/"),
                        Map.of(),
                        List.of(
                                "nsenter",
                                "--target",
                                Long.toString(init),
                                "--mount",
                                "--uts",
                                "--ipc",
                                "--net",
                                "--pid",
                                "--root",
                                "--wd",
                                "--",
                                "/bin/sh",
                                "-ec",
                                line))
                .end();
    }

    void write(String file, String text) throws IOException {
        Path inside = path(file);
        Files.createDirectories(inside.getParent());
        Files.writeString(inside, text);
    }

    String read(String file) throws IOException {
        return Files.readString(path(file));
    }

    Path path(String file) {
        return Proc.file(init, "root").resolve(file.substring(1));
    }

    @Override
    public void close() throws IOException {
        keeper.getOutputStream().close();
        await().atMost(Duration.ofSeconds(30)).until(() -> !keeper.isAlive());
    }
}
