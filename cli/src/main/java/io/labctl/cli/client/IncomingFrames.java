package io.labctl.cli.client;

import java.io.InputStream;

/**
 * Frames that labd sends for as long as there are any.
 *
 * @param turn what is sent in the other direction has to say which answer it belongs to
 */
public record IncomingFrames(InputStream body, String turn) {}
