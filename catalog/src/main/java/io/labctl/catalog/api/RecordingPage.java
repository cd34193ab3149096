package io.labctl.catalog.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of what a session's terminal has shown.
 *
 * @param lines of an asciicast v2, without their line feeds; its head is the first of the first
 *     page
 * @param next from where on the next page is, to be asked for as it stands here; null behind the
 *     last
 * @param extent how far the recording goes; null while there is a next page
 */
public record RecordingPage(List<String> lines, @Nullable String next, @Nullable Extent extent) {
    public RecordingPage {
        lines = List.copyOf(lines);
    }

    /** How far a recording goes. */
    public enum Extent {
        /** To the end of its session. */
        @JsonProperty("whole")
        WHOLE,
        /** It was closed without that: what came last may be missing. */
        @JsonProperty("cut")
        CUT,
        /** To what is there by now. */
        @JsonProperty("so-far")
        SO_FAR
    }
}
