package io.labctl.cli;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.api.ServerStatus;
import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.resource.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A few servers and runs to show. */
final class Fleet {
    static final UUID RUN = UUID.fromString("0197a000-0000-7000-8000-000000000001");
    static final String HASH = "3a5b".repeat(16);

    private static final String DIFF =
            """
            --- /etc/motd
            +++ /etc/motd
            @@ -1 +1 @@
            -\u001b[31mhacked
            +welcome
            """;

    private Fleet() {}

    static Items<ServerView> servers() {
        return new Items<>(List.of(web1(RunOutcome.CHANGED), fresh("web2")));
    }

    static ServerView web1(RunOutcome outcome) {
        return new ServerView(
                new ServerName("web1"),
                new DnsLabel("baremetal"),
                new DnsLabel("lab"),
                new DnsLabel("worker"),
                new TreeMap<>(Map.of("rack", "r1", "tier", "front")),
                ServerStatus.ONLINE,
                Operator.NOW.minus(Duration.ofMinutes(5)),
                "0.1.0",
                new ServerView.LastRun(
                        RUN, Operator.NOW.minus(Duration.ofMinutes(5)), outcome, HASH, 2, 0, 0L));
    }

    static ServerView fresh(String name) {
        return new ServerView(
                new ServerName(name),
                new DnsLabel("baremetal"),
                new DnsLabel("lab"),
                new DnsLabel("worker"),
                new TreeMap<>(),
                ServerStatus.NEVER_REPORTED,
                null,
                null,
                null);
    }

    static ReportSummary summary() {
        return new ReportSummary(
                RUN,
                new ServerName("web1"),
                RunOutcome.CORRECTED,
                HASH,
                Operator.NOW.minus(Duration.ofHours(2)),
                1240,
                7,
                1,
                2,
                0,
                0,
                0L);
    }

    static Report report() {
        return new Report(
                RUN,
                new ServerName("web1"),
                RunOutcome.FAILED,
                HASH,
                Operator.NOW,
                1240,
                false,
                "0.1.0",
                List.of(
                        resource("package[chrony]", ResourceOutcome.UNCHANGED, List.of(), null),
                        resource(
                                "file[/etc/motd]",
                                ResourceOutcome.CORRECTED,
                                List.of(
                                        new Change("content", null, null, DIFF),
                                        Change.of("mode", "0600", "0644")),
                                null),
                        resource(
                                "service[chrony]",
                                ResourceOutcome.FAILED,
                                List.of(),
                                "unit chrony.service not found"),
                        resource(
                                "check[clock]",
                                ResourceOutcome.SKIPPED,
                                List.of(),
                                "service[chrony] failed")),
                List.of(
                        RunNote.warning("no catalog from labd: it did not answer"),
                        RunNote.notice("applying the cached catalog " + HASH)),
                facts());
    }

    /** A no-op run that foretells a failure, and what would be changed all the same. */
    static Report rehearsal() {
        return new Report(
                RUN,
                new ServerName("web1"),
                RunOutcome.FAILED,
                HASH,
                Operator.NOW,
                1240,
                true,
                "0.1.0",
                List.of(
                        resource(
                                "group[ops]",
                                ResourceOutcome.FAILED,
                                List.of(Change.of("members", "eve", "ada,eve")),
                                "no user 'ghost' on this machine")),
                List.of(),
                facts());
    }

    static Facts facts() {
        return new Facts(
                Map.of(
                        "os", Map.of("name", "Debian", "release", Map.of("major", "12")),
                        "processors", Map.of("count", 4, "models", List.of("one", "two"))));
    }

    private static ResourceReport resource(
            String id, ResourceOutcome outcome, List<Change> changes, @Nullable String reason) {
        return new ResourceReport(ResourceId.parse(id), outcome, 10, changes, reason);
    }
}
