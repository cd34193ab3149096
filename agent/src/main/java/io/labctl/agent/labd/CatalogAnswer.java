package io.labctl.agent.labd;

import java.util.List;

/** What labd can say when it is asked for a catalog. */
public sealed interface CatalogAnswer {
    /**
     * A catalog that the agent does not have, unchecked.
     *
     * @param hash what labd says its SHA-256 is; empty when it says nothing
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Fresh(byte[] bytes, String hash) implements CatalogAnswer {}

    /** The one that the agent has is still right. */
    record StillRight() implements CatalogAnswer {}

    /** There is no new one, because labd could not compile it. */
    record CompileFailed(List<String> faults) implements CatalogAnswer {
        public CompileFailed {
            faults = List.copyOf(faults);
        }
    }

    /**
     * labd itself says that this machine is none of its own: deleted, or its certificate revoked.
     */
    record Disowned(String reason) implements CatalogAnswer {}

    /** labd is away or busy, or what answers is not labd. */
    record NotToBeHad(String reason) implements CatalogAnswer {}
}
