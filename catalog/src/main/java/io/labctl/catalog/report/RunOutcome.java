package io.labctl.catalog.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

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
    COMPILE_FAILED,
    /** The run did not come to its end: it was told to stop, or was killed. */
    @JsonProperty("interrupted")
    INTERRUPTED;

    /** As it is written everywhere: {@code compile-failed}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The outcome that is written so, if there is one. */
    public static Optional<RunOutcome> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }
}
