package io.labctl.catalog.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How one resource ended in one run. */
public enum ResourceOutcome {
    /** It was as wanted. */
    @JsonProperty("unchanged")
    UNCHANGED,
    /** It was changed because the catalog asks for something new. */
    @JsonProperty("changed")
    CHANGED,
    /**
     * It was put back: the catalog asks for the same as before, someone had changed the machine.
     */
    @JsonProperty("corrected")
    CORRECTED,
    /** It would have been changed, but the run was a no-op run. */
    @JsonProperty("would-change")
    WOULD_CHANGE,
    /** It could not be made as wanted; the reason says why. */
    @JsonProperty("failed")
    FAILED,
    /** It was not tried, because something it depends on failed. */
    @JsonProperty("skipped")
    SKIPPED;

    /** As it is written everywhere: {@code would-change}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
