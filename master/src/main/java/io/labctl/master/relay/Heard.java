package io.labctl.master.relay;

/** What another labd answers. */
sealed interface Heard {
    /** A row of frames, which goes on. */
    record Row(Inward row) implements Heard {}

    /** Words, most often why not. */
    record Words(String json) implements Heard {}
}
