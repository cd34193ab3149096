package io.labctl.agent.run;

import io.labctl.agent.cache.CheckedCatalog;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunOutcome;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that has begun; it stays on disk until its report does.
 *
 * @param tags what part of the catalog it is about; null when it is about all
 * @param module what it is about instead of the machine's own catalog; null for that
 * @param catalog the SHA-256 of the catalog that it applies; null before it has one
 * @param lost how it ended, when its report was lost then; null before its end
 */
public record BegunRun(
        UUID id,
        Instant startedAt,
        boolean noop,
        @Nullable List<String> tags,
        @Nullable String module,
        @Nullable String catalog,
        @Nullable RunOutcome lost) {

    BegunRun applying(CheckedCatalog what) {
        return new BegunRun(id, startedAt, noop, tags, module, what.sha256(), null);
    }

    static BegunRun lost(Report report) {
        return new BegunRun(
                report.id(),
                report.startedAt(),
                report.noop(),
                report.tags(),
                report.module(),
                report.catalog(),
                report.outcome());
    }

    /** For the report that another run makes of it. */
    String whyNotReported() {
        return lost == null
                ? "the run was killed, or found no room for a word on how it ended: what it changed is not known"
                : "the run ended (%s), but its report could neither be stored nor sent: what it changed is not known"
                        .formatted(lost.word());
    }
}
