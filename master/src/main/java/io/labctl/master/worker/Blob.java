package io.labctl.master.worker;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** The bytes of a file, which nobody writes into. */
final class Blob {
    private final byte[] bytes;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Blob(byte[] bytes) {
        this.bytes = bytes;
    }

    @JsonValue
    byte[] bytes() {
        return bytes;
    }
}
