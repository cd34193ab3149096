package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Everything of one rehearsal that this machine could still know afterwards. Other rehearsals may
 * come and go meanwhile, so it is not the whole machine that is compared.
 */
final class Traces implements AutoCloseable {
    private static final Path LINKS = Path.of("/sys/class/net");

    private final Rehearsal rehearsal;
    private final HeldNamespaces namespaces = new HeldNamespaces();
    private final Set<String> bridges = new HashSet<>();

    Traces(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    /** Remembers what there is now. */
    void look() {
        bridge().ifPresent(bridges::add);
        processes().forEach(namespaces::hold);
    }

    void areGone() {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(left()).isEmpty());
        assertThat(rehearsal.state()).doesNotExist();
        assertThat(rehearsal.configFile()).doesNotExist();
    }

    private List<String> left() {
        return Stream.of(
                        processes().stream().map(pid -> pid + " " + Proc.commandLine(pid)),
                        Proc.all().stream()
                                .filter(namespaces::isAround)
                                .map(pid -> pid + " " + Proc.commandLine(pid)),
                        mounts(),
                        links().filter(this::isOurs))
                .flatMap(all -> all)
                .toList();
    }

    /** All that have the state folder among their arguments, which each of them has. */
    private List<Long> processes() {
        String state = rehearsal.state().toString();
        return Proc.all().stream()
                .filter(pid -> Proc.commandLine(pid).orElse("").contains(state))
                .toList();
    }

    private Stream<String> mounts() {
        try {
            return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                    .filter(line -> line.contains(rehearsal.state().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> bridge() {
        Path plan = rehearsal.state().resolve("plan.json");
        if (!Files.exists(plan)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    "labctl" + WireJson.mapper().readTree(Files.readString(plan)).get("third"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOurs(String link) {
        return bridges.stream().anyMatch(each -> (link + "-").startsWith(each + "-"));
    }

    @Override
    public void close() throws IOException {
        namespaces.close();
    }

    private static Stream<String> links() {
        try (Stream<Path> files = Files.list(LINKS)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
