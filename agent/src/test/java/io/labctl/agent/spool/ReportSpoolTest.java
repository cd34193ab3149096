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
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportSpoolTest {
    @TempDir Path folder;
    private final List<String> said = new ArrayList<>();
    private final List<UUID> received = new ArrayList<>();

    @Test
    void reports_are_delivered_oldest_first_and_leave_when_labd_has_them() throws Exception {
        add(spool(), 1, 2, 3);

        var waiting = spool().deliver(this::take, said::add);

        assertThat(waiting).isEmpty();
        assertThat(received).containsExactly(id(1), id(2), id(3));
        assertThat(spool().length()).isZero();
    }

    @Test
    void a_labd_that_goes_away_in_between_gets_the_rest_later() throws Exception {
        add(spool(), 1, 2, 3);

        var waiting = spool().deliver(this::takeOneOnly, said::add);

        assertThat(waiting).contains("labd is away");
        assertThat(spool().ids()).containsExactly(id(2), id(3));
        assertThat(spool().deliver(this::take, said::add)).isEmpty();
        assertThat(received).containsExactly(id(1), id(2), id(3));
    }

    @Test
    void a_report_is_in_the_spool_though_an_old_one_cannot_be_dropped() throws Exception {
        add(spool(), 1, 2);
        var small = new ReportSpool(folder, new SpoolLimits(1, 1_000_000), WireJson.mapper());

        small.add(
                report(3),
                sentence -> {
                    said.add(sentence);
                    takeAway("000000000002-" + id(2) + ".json.gz");
                });

        assertThat(spool().ids()).containsExactly(id(3));
        assertThat(said)
                .last()
                .asString()
                .startsWith("more reports wait than the spool may hold: '")
                .endsWith("': no such file");
    }

    /** As somebody else may at any time; it is there once. */
    private void takeAway(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_report_that_is_refused_for_good_is_set_aside_and_blocks_nothing() throws Exception {
        add(spool(), 1, 2);

        spool().deliver(
                        gzip ->
                                idIn(gzip).equals(id(1))
                                        ? new Delivery.Never("no such field")
                                        : take(gzip),
                        said::add);

        assertThat(received).containsExactly(id(2));
        assertThat(spool().length()).isZero();
        assertThat(said)
                .containsExactly(
                        "labd refuses report %s for good, it is set aside: no such field"
                                .formatted(id(1)));
        assertThat(folder.resolve("refused")).isNotEmptyDirectory();
    }

    @Test
    void a_report_that_labd_fails_on_keeps_its_turn_a_few_times_and_then_comes_last()
            throws Exception {
        add(spool(), 1, 2, 3);
        for (int run = 1; run < ReportSpool.PATIENCE; run++) {
            assertThat(spool().deliver(this::takeAllButOne, said::add)).contains("row too long");
        }
        assertThat(received).isEmpty();
        assertThat(said).isEmpty();

        spool().deliver(this::takeAllButOne, said::add);
        var waiting = spool().deliver(this::takeAllButOne, said::add);

        assertThat(received).containsExactly(id(2), id(3));
        assertThat(waiting).contains("row too long");
        assertThat(said)
                .containsExactly(
                        "labd has failed on report %s 3 times, newer ones are sent before it"
                                .formatted(id(1)));
        assertThat(spool().deliver(this::take, said::add)).isEmpty();
        assertThat(received).containsExactly(id(2), id(3), id(1));
    }

    @Test
    void a_labd_that_fails_on_everything_is_asked_once_a_run_and_no_report_is_lost()
            throws Exception {
        add(spool(), 1, 2, 3);
        var asked = new ArrayList<UUID>();

        for (int run = 1; run <= 20; run++) {
            spool().deliver(
                            gzip -> {
                                asked.add(idIn(gzip));
                                return new Delivery.Failed("disk full");
                            },
                            said::add);
        }
        add(spool(), 4);

        assertThat(asked).hasSize(20);
        assertThat(spool().deliver(this::take, said::add)).isEmpty();
        assertThat(received).containsExactlyInAnyOrder(id(1), id(2), id(3), id(4));
        assertThat(received.getFirst()).isEqualTo(id(4));
    }

    @Test
    void what_is_set_aside_is_counted_and_dropped_only_with_a_word() throws Exception {
        var small = new ReportSpool(folder, new SpoolLimits(2, 1_000_000), WireJson.mapper());

        for (int report = 1; report <= 3; report++) {
            add(small, report);
            small.deliver(_ -> new Delivery.Never("no"), said::add);
        }

        assertThat(small.refused()).isEqualTo(2);
        assertThat(said)
                .endsWith(
                        "report %s is dropped: more wait than the spool may hold".formatted(id(1)));
    }

    @Test
    void the_oldest_are_dropped_beyond_the_limits_and_it_is_said() throws Exception {
        var small = new ReportSpool(folder, new SpoolLimits(2, 1_000_000), WireJson.mapper());

        add(small, 1, 2, 3);

        assertThat(small.ids()).containsExactly(id(2), id(3));
        assertThat(said)
                .containsExactly(
                        "report %s is dropped: more wait than the spool may hold".formatted(id(1)));
    }

    @Test
    void the_newest_stays_however_large_it_is() throws Exception {
        var tiny = new ReportSpool(folder, new SpoolLimits(10, 1), WireJson.mapper());

        add(tiny, 1, 2);

        assertThat(tiny.ids()).containsExactly(id(2));
    }

    @Test
    void a_report_waits_only_once() throws Exception {
        add(spool(), 1, 1);

        assertThat(spool().ids()).containsExactly(id(1));
    }

    @Test
    void order_does_not_depend_on_the_clock_or_on_who_wrote() throws Exception {
        for (int i = 1; i <= 12; i++) {
            add(spool(), i);
        }

        assertThat(spool().ids().getFirst()).isEqualTo(id(1));
        assertThat(spool().ids().getLast()).isEqualTo(id(12));
    }

    @Test
    void drafts_and_strange_files_are_no_reports() throws Exception {
        add(spool(), 1);
        Files.writeString(folder.resolve(".000000000002-x.json.gz.new"), "half");

        assertThat(spool().length()).isEqualTo(1);
    }

    private ReportSpool spool() {
        return new ReportSpool(folder, SpoolLimits.usual(), WireJson.mapper());
    }

    private void add(ReportSpool spool, int... numbers) throws IOException {
        for (int number : numbers) {
            spool.add(report(number), said::add);
        }
    }

    private Delivery take(byte[] gzip) {
        received.add(idIn(gzip));
        return new Delivery.Delivered();
    }

    private Delivery takeOneOnly(byte[] gzip) {
        return received.isEmpty() ? take(gzip) : new Delivery.Later("labd is away");
    }

    private Delivery takeAllButOne(byte[] gzip) {
        return idIn(gzip).equals(id(1)) ? new Delivery.Failed("row too long") : take(gzip);
    }

    private static UUID idIn(byte[] gzip) {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return WireJson.mapper().readValue(in.readAllBytes(), Report.class).id();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }

    private static Report report(int number) {
        return new Report(
                id(number),
                new ServerName("web1"),
                RunOutcome.UNCHANGED,
                null,
                Instant.EPOCH,
                1,
                false,
                "1.0",
                List.of(),
                List.of(),
                new Facts(Map.of()));
    }
}
