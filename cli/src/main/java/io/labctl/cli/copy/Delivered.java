package io.labctl.cli.copy;

import java.nio.file.Path;

/**
 * One thing that a server was asked for and has sent.
 *
 * @param path where it stands now
 * @param name that it is to have where it gets no new one, see {@link ByteNames}
 * @param isNamedByServer whether nobody has typed that name, as in {@code server/web1:}
 */
record Delivered(Path path, String name, boolean isNamedByServer) {}
