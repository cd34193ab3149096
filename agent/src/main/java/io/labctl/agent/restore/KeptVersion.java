package io.labctl.agent.restore;

import java.time.Instant;

/**
 * A kept copy as people see it.
 *
 * @param version 1 is the newest
 */
record KeptVersion(int version, Instant time, long size, String sha256) {}
