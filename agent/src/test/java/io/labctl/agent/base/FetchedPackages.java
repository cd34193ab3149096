package io.labctl.agent.base;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.LocalCommands;
import io.labctl.agent.node.ThrowAwayNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Real packages with all that they need, as this machine's apt fetches them; none is installed. */
final class FetchedPackages {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path folder;

    private FetchedPackages(Path folder) {
        this.folder = folder;
    }

    /** Skips the test, saying why, where they cannot be had. */
    static FetchedPackages fetch(Path folder, List<String> names) throws IOException {
        assumeTrue(Files.exists(Path.of("/usr/bin/apt-get")), "apt-get is not installed");
        Files.createDirectories(folder.resolve("partial"));
        var argv =
                new ArrayList<>(
                        List.of(
                                "apt-get",
                                "-q",
                                "-y",
                                "--download-only",
                                "--no-install-recommends",
                                "-o",
                                "Dir::Cache::archives=" + folder,
                                "install"));
        argv.addAll(names);
        Finished fetched = new LocalCommands().run(Command.of(argv, LIMIT));
        assumeTrue(fetched.ok(), "packages cannot be fetched: " + fetched.err());
        return new FetchedPackages(folder);
    }

    /** Makes them the only ones that the node can install. */
    void offer(ThrowAwayNode node, Path scripts) throws IOException {
        Path repository = Files.createDirectories(node.machine().root().at("/srv/repository"));
        try (Stream<Path> files = Files.list(folder)) {
            for (Path deb : files.filter(each -> each.toString().endsWith(".deb")).toList()) {
                // apt would read the %3a of an epoch as a colon.
                String plain = deb.getFileName().toString().replace("%3a", "-");
                Files.copy(deb, repository.resolve(plain));
            }
        }
        node.run("fetched.sh", scripts);
    }
}
