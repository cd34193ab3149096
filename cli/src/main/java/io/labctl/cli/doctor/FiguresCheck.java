package io.labctl.cli.doctor;

import io.labctl.catalog.api.HealthView.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks at what a healthy labd says of its site and its servers; what it does not tell is no
 * finding.
 */
final class FiguresCheck {
    private FiguresCheck() {}

    static List<Finding> findings(Figures figures) {
        var findings = new ArrayList<Finding>();
        String site = figures.site();
        if (site != null) {
            findings.addAll(site(site));
        }
        Long failed = figures.failed();
        Long compileFailed = figures.compileFailed();
        if (failed != null && compileFailed != null) {
            findings.addAll(servers(figures.servers(), failed, compileFailed));
        }
        return findings;
    }

    /** Each fault is a finding of its own. */
    private static List<Finding> site(String site) {
        return site.equals("ok")
                ? List.of(Finding.ok("site", "labd can read its site"))
                : Finding.fails("site", site);
    }

    private static List<Finding> servers(long all, long failed, long compileFailed) {
        if (failed + compileFailed == 0) {
            return List.of(
                    Finding.ok("servers", "0 of %d failed at the newest run".formatted(all)));
        }
        return Stream.of(
                        warning(
                                compileFailed,
                                all,
                                "had a catalog that did not compile at the newest run"),
                        warning(failed, all, "failed at the newest run"))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Finding> warning(long some, long all, String what) {
        return some == 0
                ? Optional.empty()
                : Optional.of(
                        Finding.warn(
                                "servers",
                                "%d of %d %s, see 'labctl get servers'"
                                        .formatted(some, all, what)));
    }
}
