package io.labctl.bench.puppet;

import io.labctl.bench.Load;

/**
 * What both are measured for.
 *
 * @param empty a run over no files: what a process takes whatever it manages
 * @param converged a run that makes 1,000 inline files
 * @param inline a run over 1,000 inline files that changes nothing
 * @param manyInline the same over 5,000
 * @param sourced the same over 1,000 files whose content the server has
 * @param facts all facts printed by a process
 * @param resident memory of the daemon between its runs, in KiB
 * @param reports the cost of reports with 100 events
 */
record Figures(
        Cost empty,
        Cost converged,
        Cost inline,
        Cost manyInline,
        Cost sourced,
        Cost facts,
        long resident,
        Load.Figures reports) {}
