package io.labctl.cli.server;

import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.api.ServerDetail;
import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.name.Visible;
import io.labctl.cli.print.Table;
import io.labctl.cli.time.Moments;
import io.labctl.cli.time.Spans;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One server in lines of text. */
final class ServerDescription {
    private static final int COLUMN = 16;

    private final ServerDetail detail;
    private final Clock clock;
    private final List<String> lines = new ArrayList<>();

    ServerDescription(ServerDetail detail, Clock clock) {
        this.detail = detail;
        this.clock = clock;
    }

    List<String> lines() {
        place();
        life();
        section("Modules:", detail.modules());
        section("Data:", detail.data());
        section("Compile faults:", detail.compileFaults());
        runs();
        return List.copyOf(lines);
    }

    private void place() {
        ServerView server = detail.server();
        entry("Name:", server.name().value());
        entry("Cloud:", server.cloud().value());
        entry("Environment:", server.environment().value());
        entry("Role:", server.role().value());
        var labels = server.labels().entrySet().iterator();
        entry("Labels:", labels.hasNext() ? labels.next().toString() : "<none>");
        labels.forEachRemaining(label -> entry("", label.toString()));
    }

    private void life() {
        ServerView server = detail.server();
        entry("Status:", server.status().word());
        entry("Last seen:", Moments.withAge(server.lastSeen(), clock));
        entry("Agent:", Optional.ofNullable(server.agentVersion()).orElse("<unknown>"));
        var vitals = new VitalsText(detail, clock);
        entry("Vitals:", vitals.line());
        vitals.unreportedRun().ifPresent(run -> entry("Not reported:", run));
        entry("Enrolled:", Moments.withAge(detail.enrolledAt(), clock));
        entry("Certificate:", certificate());
        entry("Catalog:", Optional.ofNullable(detail.catalog()).orElse("<none>"));
    }

    private String certificate() {
        ServerDetail.CertificateView certificate = detail.certificate();
        if (certificate == null) {
            return "<none>";
        }
        Instant end = certificate.notAfter();
        Duration left = Duration.between(clock.instant(), end);
        return "%s, valid until %s (%s)"
                .formatted(
                        certificate.serial(),
                        end,
                        left.isNegative() ? "expired" : Spans.brief(left) + " left");
    }

    private void runs() {
        if (detail.reports().isEmpty()) {
            entry("Runs:", "<none>");
            return;
        }
        entry("Runs:", "");
        var table =
                new Table(
                        List.of(
                                "RUN",
                                "AGE",
                                "OUTCOME",
                                "CHANGED",
                                "CORRECTED",
                                "FAILED",
                                "DURATION"));
        detail.reports().forEach(run -> table.row(row(run)));
        table.lines().forEach(line -> lines.add("  " + line));
    }

    private List<String> row(ReportSummary run) {
        return List.of(
                run.id().toString(),
                Moments.age(run.startedAt(), clock),
                run.outcome().word(),
                Long.toString(run.changed()),
                Long.toString(run.corrected()),
                Long.toString(run.failed()),
                Spans.precise(Duration.ofMillis(run.durationMs())));
    }

    private void section(String head, List<String> items) {
        entry(head, items.isEmpty() ? "<none>" : "");
        items.forEach(item -> lines.add("  " + Visible.of(item)));
    }

    private void entry(String head, String value) {
        lines.add((head + " ".repeat(COLUMN - head.length()) + Visible.of(value)).stripTrailing());
    }
}
