package io.labctl.agent.run;

import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.report.RunNote;
import java.time.Duration;
import java.util.List;

/** What the steps of one run brought forth, from which its report is written. */
record RunParts(
        BegunRun run,
        Duration took,
        Facts facts,
        Fetched fetched,
        Applied applied,
        List<RunNote> notes) {}
