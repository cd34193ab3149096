package io.labctl.master.worker;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.TreeMap;

/** Real worker processes, and orders for them. */
final class TestWorkers {
    static final Duration LIMIT = Duration.ofSeconds(20);

    /** Of bytes that a worker may be told. */
    static final long MUCH = 1 << 20;

    private TestWorkers() {}

    static Sandbox sandbox() {
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        return new Sandbox(
                Path.of(System.getProperty("java.home")),
                System.getProperty("java.class.path"),
                WorkerUsers.ofThisMachine(isRoot, new SecureRandom()),
                64);
    }

    static void needSandbox() {
        assumeTrue(Files.exists(Path.of("/usr/bin/bwrap")), "bubblewrap is not installed");
    }

    static Order nothingToBuild() {
        return build("nothing");
    }

    static Order build(String module) {
        return new Order.Build(module, new TreeMap<>(), new TreeMap<>());
    }
}
