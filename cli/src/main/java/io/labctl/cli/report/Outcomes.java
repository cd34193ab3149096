package io.labctl.cli.report;

import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.cli.words.Words;
import java.util.List;
import java.util.Locale;

/** The outcomes that a run may be asked for by. */
final class Outcomes extends Words<RunOutcome> {
    Outcomes() {
        super("outcome", List.of(RunOutcome.values()), RunOutcome::word);
    }

    /** As it is written in JSON: {@code would-change}. */
    static String word(ResourceOutcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
