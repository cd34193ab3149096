package io.labctl.master.report;

/**
 * How many reports one server may send in a day.
 *
 * @param daily of one server
 * @param dailyBytes of one server, compressed as they are kept
 */
public record ReportConfig(int daily, long dailyBytes) {}
