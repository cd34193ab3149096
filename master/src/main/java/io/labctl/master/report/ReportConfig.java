package io.labctl.master.report;

import java.time.Duration;

/**
 * How long reports are kept, and how many one server may send.
 *
 * @param kept from their arrival on
 * @param daily of one server
 * @param dailyBytes of one server, compressed as they are kept
 */
public record ReportConfig(Duration kept, int daily, long dailyBytes) {}
