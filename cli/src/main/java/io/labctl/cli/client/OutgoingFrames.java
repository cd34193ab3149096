package io.labctl.cli.client;

import io.labctl.catalog.session.Frame;
import java.util.Optional;

/** Frames that are to be sent, as they come. */
@FunctionalInterface
public interface OutgoingFrames {
    /** Waits for the next one; empty when there will be none. */
    Optional<Frame> next() throws InterruptedException;
}
