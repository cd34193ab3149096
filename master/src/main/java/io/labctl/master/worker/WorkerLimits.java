package io.labctl.master.worker;

import java.time.Duration;

/**
 * What the code of a site's modules can take.
 *
 * @param workers how many processes at a time
 * @param heapBytes of each of them; all of one may take some three times as much
 * @param build how long the classes of one module may take
 * @param compile how long one server's catalog may take
 */
public record WorkerLimits(int workers, int heapBytes, Duration build, Duration compile) {
    /** What one may be told before it makes room for a fresh one, in bytes of its heap. */
    long mostTold() {
        return 3L * heapBytes / 8;
    }
}
