package io.labctl.agent.replaced;

import io.labctl.catalog.wire.Sha256;

/** A file's content at one time: its hash and what a diff can show of it. */
public record Version(String sha256, Body body) {
    public static Version of(byte[] bytes) {
        return new Version(Sha256.of(bytes), Body.of(bytes));
    }
}
