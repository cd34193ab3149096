package io.labctl.catalog.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * Whether a server's agent is heard of, measured against the run interval that the agent itself
 * states.
 */
public enum ServerStatus {
    /** Heard of within one run interval and its splay. */
    @JsonProperty("online")
    ONLINE,
    /** One expected contact was missed. */
    @JsonProperty("stale")
    STALE,
    /** Three expected contacts were missed. */
    @JsonProperty("offline")
    OFFLINE,
    /** Enrolled, and no run was ever reported. */
    @JsonProperty("never-reported")
    NEVER_REPORTED;

    /** As it is written everywhere: {@code never-reported}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
