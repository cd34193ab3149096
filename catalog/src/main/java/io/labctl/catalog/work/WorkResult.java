package io.labctl.catalog.work;

/** What an agent says of a piece of work. */
public record WorkResult(WorkEnd end) {}
