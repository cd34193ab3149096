package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What should be so of an entry of fstab(5). */
public enum MountState {
    /** In the file, and mounted. */
    @JsonProperty("mounted")
    MOUNTED,
    /** In the file; whether it is mounted is left as it is. */
    @JsonProperty("defined")
    DEFINED,
    /** In the file, and not mounted. */
    @JsonProperty("unmounted")
    UNMOUNTED,
    /** Neither in the file nor mounted. */
    @JsonProperty("absent")
    ABSENT
}
