package io.labctl.master.recording;

/**
 * What there has to be of a recording, by what is written down of its session.
 *
 * @param begun its terminal has shown something
 * @param closed it has ended long ago
 */
public record Due(boolean begun, boolean closed) {}
