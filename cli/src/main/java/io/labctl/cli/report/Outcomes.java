package io.labctl.cli.report;

import io.labctl.catalog.report.RunOutcome;
import io.labctl.cli.words.Words;
import java.util.List;

/** The outcomes that a run may be asked for by. */
final class Outcomes extends Words<RunOutcome> {
    Outcomes() {
        super("outcome", List.of(RunOutcome.values()), RunOutcome::word);
    }
}
