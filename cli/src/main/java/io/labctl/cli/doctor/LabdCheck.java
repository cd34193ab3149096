package io.labctl.cli.doctor;

import io.labctl.catalog.api.HealthView;
import io.labctl.catalog.api.VersionView;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.LabException;
import io.labctl.cli.client.Answer;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.client.ReportFilter;
import io.labctl.cli.config.Target;
import io.labctl.cli.time.Spans;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Looks at labd from here: is it there, does its clock agree, does it know us. */
final class LabdCheck {
    private static final Duration NOTICEABLE = Duration.ofSeconds(30);

    /**
     * New certificates begin this long before labd's "now"; a clock that is further behind does not
     * take them yet.
     */
    private static final Duration HARMFUL = Duration.ofMinutes(5);

    private final Clock clock;

    LabdCheck(Clock clock) {
        this.clock = clock;
    }

    List<Finding> findings(Target target, LabdClient labd) {
        var findings = new ArrayList<Finding>();
        try {
            Answer<VersionView> answer = labd.version();
            findings.add(
                    Finding.ok(
                            "connectivity",
                            "labd %s answers at %s"
                                    .formatted(answer.value().version(), target.server())));
            findings.add(clock(answer));
            Finding known = authentication(labd);
            findings.add(known);
            if (known.verdict() == Finding.Verdict.OK) {
                findings.addAll(health(labd));
            }
        } catch (Denied e) {
            findings.addAll(Finding.fails("authentication", e.sentence()));
        } catch (LabException e) {
            findings.addAll(Finding.fails("connectivity", e.sentence()));
        }
        return findings;
    }

    private Finding clock(Answer<?> answer) {
        if (answer.date().isEmpty()) {
            return Finding.warn("clock", "labd did not say what time it has");
        }
        Instant theirs = answer.date().get();
        Duration skew = Duration.between(theirs, clock.instant()).abs();
        String off = "this clock and labd's are %s apart".formatted(Spans.brief(skew));
        if (skew.compareTo(HARMFUL) > 0) {
            return Finding.fail("clock", off + ", set both by NTP");
        }
        return skew.compareTo(NOTICEABLE) > 0
                ? Finding.warn("clock", off + ", set both by NTP")
                : Finding.ok("clock", off);
    }

    private static List<Finding> health(LabdClient labd) {
        try {
            HealthView health = labd.health();
            if (!health.healthy()) {
                return Finding.fails("database", String.valueOf(health.database()));
            }
            HealthView.Figures figures = health.figures();
            return figures == null ? List.of() : FiguresCheck.findings(figures);
        } catch (LabException e) {
            return List.of(Finding.warn("site", e.sentence()));
        }
    }

    private static Finding authentication(LabdClient labd) {
        try {
            labd.reports(new ReportFilter(null, null, null, 1));
            return Finding.ok("authentication", "labd knows this certificate");
        } catch (LabException e) {
            return Finding.fail("authentication", e.sentence());
        }
    }
}
