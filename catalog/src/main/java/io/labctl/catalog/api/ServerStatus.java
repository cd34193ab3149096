package io.labctl.catalog.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * Whether a server's agent is there: by its channel, or for one without a channel, by the run
 * interval that it states itself.
 */
public enum ServerStatus {
    /** Heard of within one run interval and its splay, and its channel is open if it has one. */
    @JsonProperty("online")
    ONLINE,
    /** One expected contact was missed; or more, of an agent whose channel is open. */
    @JsonProperty("stale")
    STALE,
    /**
     * Its channel is lost and it was not heard of since, or three expected contacts were missed.
     */
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
