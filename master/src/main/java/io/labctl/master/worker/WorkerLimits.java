package io.labctl.master.worker;

import java.time.Duration;

/**
 * What the code of a site's modules can take.
 *
 * @param workers how many processes at a time
 * @param heapBytes of each of them; all of one may take some three times as much
 * @param compile how long one compile may take
 */
public record WorkerLimits(int workers, int heapBytes, Duration compile) {}
