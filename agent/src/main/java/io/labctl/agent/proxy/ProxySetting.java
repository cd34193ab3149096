package io.labctl.agent.proxy;

import io.labctl.catalog.error.InvalidInput;

/** What {@code agent.yaml} says of a proxy. */
public sealed interface ProxySetting {
    /** How the direct way is written, whatever the environment says. */
    String NONE = "none";

    /** Nothing is said. */
    record AsTheEnvironmentSays() implements ProxySetting {}

    /** There is to be none. */
    record Direct() implements ProxySetting {}

    /** It is this one, for every labd. */
    record Through(Proxy proxy) implements ProxySetting {}

    /**
     * Reads it as people write it.
     *
     * @throws InvalidInput when it is neither {@link #NONE} nor a proxy
     */
    static ProxySetting parse(String text) {
        return text.strip().equals(NONE) ? new Direct() : new Through(Proxy.parse(text));
    }
}
