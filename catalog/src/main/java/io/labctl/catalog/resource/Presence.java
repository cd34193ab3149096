package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a thing should be there. */
public enum Presence {
    @JsonProperty("present")
    PRESENT,
    @JsonProperty("absent")
    ABSENT
}
