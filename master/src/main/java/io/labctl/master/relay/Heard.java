package io.labctl.master.relay;

import io.labctl.master.http.FrameSink;

/** What another labd answers. */
sealed interface Heard {
    /** A row of frames, which goes on. */
    record Row(FrameSink sink) implements Heard {}

    /** Words, most often why not. */
    record Words(String json) implements Heard {}
}
