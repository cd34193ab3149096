package io.labctl.catalog.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a whole run ended; where several fit, the later one here wins. */
public enum RunOutcome {
    @JsonProperty("unchanged")
    UNCHANGED,
    /** Something was changed because the catalog asks for something new. */
    @JsonProperty("changed")
    CHANGED,
    /** Something that someone had changed on the machine was put back. */
    @JsonProperty("corrected")
    CORRECTED,
    /** The run looked and changed nothing, as it was told. */
    @JsonProperty("noop")
    NOOP,
    @JsonProperty("failed")
    FAILED,
    /** labd could not compile; the last good catalog was applied instead, if there was one. */
    @JsonProperty("compile-failed")
    COMPILE_FAILED;

    /** As it is written everywhere: {@code compile-failed}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
