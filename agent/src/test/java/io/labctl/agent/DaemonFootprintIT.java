package io.labctl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.Wanted;
import io.labctl.agent.apply.WantedCatalog;
import io.labctl.agent.identity.IdentityStore;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakeLabd;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.agent.labd.FakeLabd.Request;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.wire.CatalogBytes;
import io.labctl.catalog.wire.WireJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a daemon takes of its machine in the long run; with a heap as its package has it. */
@Timeout(900)
class DaemonFootprintIT {
    private static final int EARLY = 101;
    private static final int LATE = 501;

    /** Java's own threads come and go; one left behind by each run would be hundreds. */
    private static final int FEW = 5;

    private static final String AGENT = "lab://agent/metal/prod/web1";
    private static final String CATALOG = "/agent/v1/catalog";
    private static final String REPORTS = "/agent/v1/reports";
    private static final Pattern FOOTPRINT =
            Pattern.compile(
                    "heap ([0-9]+) metaspace ([0-9]+) resident ([0-9]+) threads ([0-9]+) open"
                            + " ([0-9]+)");

    @TempDir private Path folder;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger reported = new AtomicInteger();

    private record Footprint(long heap, long metaspace, long resident, long threads, long open) {
        static Footprint of(MatchResult said) {
            List<Long> parts =
                    IntStream.rangeClosed(1, 5)
                            .mapToObj(part -> Long.parseLong(said.group(part)))
                            .toList();
            return new Footprint(
                    parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4));
        }
    }

    @Test
    void five_hundred_runs_leave_the_daemon_as_large_as_a_hundred_do() throws Exception {
        var authority = new TestAuthority();
        try (var labd = new FakeLabd(authority)) {
            labd.answers(CATALOG, this::catalog).answers(REPORTS, this::receipt);
            new IdentityStore(folder.resolve("state/identity"))
                    .install(authority.identity(AGENT, labd.uri()));

            List<Footprint> footprints = daemon();

            assertThat(footprints).hasSize(2);
            Footprint early = footprints.getFirst();
            Footprint late = footprints.getLast();
            assertThat(late.heap()).isLessThan(early.heap() + early.heap() / 20);
            assertThat(late.metaspace()).isLessThan(early.metaspace() + early.metaspace() / 20);
            assertThat(late.resident()).isLessThan(early.resident() + early.resident() / 10);
            assertThat(late.threads()).isLessThan(early.threads() + FEW);
            assertThat(late.open()).isLessThan(early.open() + FEW);
            assertThat(reports(labd)).hasSizeGreaterThanOrEqualTo(LATE - 1);
        }
    }

    private List<Footprint> daemon() throws Exception {
        Path config = folder.resolve("agent.yaml");
        Files.createDirectory(folder.resolve("facts.d"));
        Files.writeString(
                config, "state: state\nfacts-folder: facts.d\ninterval: 10s\nsplay: 10s\n");
        Path log = folder.resolve("daemon.log");
        Process daemon =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xms6m",
                                "-Xmn2m",
                                "-Xmx64m",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                TirelessDaemon.class.getName(),
                                config.toString(),
                                "" + EARLY,
                                "" + LATE)
                        .redirectError(log.toFile())
                        .start();
        try (Stream<String> said = daemon.inputReader().lines()) {
            List<Footprint> footprints =
                    said.flatMap(line -> FOOTPRINT.matcher(line).results())
                            .map(Footprint::of)
                            .toList();
            assertThat(daemon.waitFor()).as(Files.readString(log)).isZero();
            return footprints;
        } finally {
            daemon.destroyForcibly();
        }
    }

    /** Another one every ten runs. */
    private Answer catalog(Request request) {
        return Answer.catalog(catalog(asked.getAndIncrement() / 10));
    }

    private byte[] catalog(int version) {
        Stream<Resource> files =
                IntStream.range(0, 20)
                        .mapToObj(
                                i ->
                                        Wanted.file(
                                                folder.resolve("file" + i).toString(),
                                                "%d\n".formatted(i < 10 ? version : 0)));
        Stream<Resource> programs = Stream.of(Wanted.exec("runs", "true"));
        var entries =
                Stream.concat(files, programs).map(each -> WantedCatalog.entry(each)).toList();
        var catalog = new Catalog(Catalog.FORMAT, AGENT, List.of(), entries);
        return CatalogBytes.of(catalog, WireJson.mapper()).bytes();
    }

    /** Now and then labd has no time, so that reports wait and are sent later. */
    private Answer receipt(Request request) {
        return Answer.of(reported.getAndIncrement() % 50 < 5 ? 503 : 204);
    }

    private static List<?> reports(FakeLabd labd) {
        return labd.requests(REPORTS).stream()
                .map(each -> WireJson.mapper().readValue(each.body(), Report.class).id())
                .distinct()
                .toList();
    }
}
