package io.labctl.master.retention;

import java.time.Duration;

/**
 * How long rows are kept that only grow in number.
 *
 * @param reports from their arrival on; catalogs that nothing names any more too
 * @param credentials join tokens and certificates, from their end on
 */
public record RetentionConfig(Duration reports, Duration credentials) {}
