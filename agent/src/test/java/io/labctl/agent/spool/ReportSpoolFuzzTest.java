package io.labctl.agent.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.labd.Delivery;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.wire.WireJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class ReportSpoolFuzzTest {
    private static final JsonMapper JSON = WireJson.mapper();
    private static final UUID MINE = new UUID(7, 8); // litter has twice the same

    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Litter(String name, byte[] bytes, boolean isFolder) {}

    private final List<UUID> received = new ArrayList<>();

    @Property(tries = 300)
    void whatever_lies_in_the_spool_a_report_gets_through_it(@ForAll("litter") List<Litter> litter)
            throws IOException {
        Path folder = Files.createTempDirectory("lab-agent-fuzz");
        try {
            received.clear();
            for (Litter each : litter) {
                drop(folder, each);
            }
            var spool = new ReportSpool(folder, new SpoolLimits(20, 1 << 20), JSON);

            spool.add(report(), _ -> {});
            var waiting = spool.deliver(this::take, _ -> {});

            assertThat(waiting).isEmpty();
            assertThat(received).containsOnlyOnce(MINE);
            assertThat(spool.length()).isZero();
        } finally {
            delete(folder);
        }
    }

    @Provide
    Arbitrary<List<Litter>> litter() {
        var number = Arbitraries.longs().between(0, 999_999_999_999L);
        var name =
                Arbitraries.oneOf(
                        Combinators.combine(number, Arbitraries.longs())
                                .as((n, id) -> SpooledReport.name(n, new UUID(id, id))),
                        Arbitraries.of(
                                "refused",
                                ".000000000001-x.new",
                                "x",
                                "999999999999-00000000-0000-0000-0000-000000000000.json.gz"));
        var whole =
                Arbitraries.just(
                        new ReportSpool(Path.of(""), SpoolLimits.usual(), JSON).packed(report()));
        var bytes =
                Arbitraries.oneOf(
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(50),
                        whole.map(all -> Arrays.copyOf(all, all.length / 2)));
        return Combinators.combine(name, bytes, Arbitraries.of(true, false, false))
                .as(Litter::new)
                .list()
                .ofMaxSize(6);
    }

    /** As labd: what is not a report it never takes. */
    private Delivery take(byte[] gzip) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            received.add(JSON.readValue(in.readAllBytes(), Report.class).id());
            return new Delivery.Delivered();
        } catch (IOException | JacksonException e) {
            return new Delivery.Never("no report");
        }
    }

    private static Report report() {
        return new Report(
                MINE,
                new ServerName("web1"),
                RunOutcome.UNCHANGED,
                null,
                Instant.EPOCH,
                1,
                false,
                "1.2.3",
                List.of(),
                List.of(),
                new Facts(Map.of()));
    }

    private static void drop(Path folder, Litter litter) throws IOException {
        Path file = folder.resolve(litter.name());
        if (Files.exists(file)) {
            return;
        }
        if (litter.isFolder()) {
            Files.createDirectory(file);
        } else {
            Files.write(file, litter.bytes());
        }
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
