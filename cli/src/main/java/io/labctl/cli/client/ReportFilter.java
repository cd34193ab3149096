package io.labctl.cli.client;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.RunOutcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list; null asks for no restriction.
 *
 * @param limit the most to list; null leaves it to labd
 */
public record ReportFilter(
        @Nullable ServerName server,
        @Nullable RunOutcome outcome,
        @Nullable Instant since,
        @Nullable Integer limit) {
    public static final ReportFilter NONE = new ReportFilter(null, null, null, null);
}
