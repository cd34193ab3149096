package io.labctl.catalog;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The part of a module that declared a resource; the parts are applied in this order. */
public enum Phase {
    @JsonProperty("install")
    INSTALL,
    @JsonProperty("configure")
    CONFIGURE,
    @JsonProperty("health")
    HEALTH
}
