package io.labctl.catalog.report;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a run has to say besides its resources, such as why no new catalog could be had. */
public record RunNote(Level level, String message) {
    /** How much it matters. */
    public enum Level {
        /** A person may want to know. */
        @JsonProperty("notice")
        NOTICE,
        /** Something is not as it should be; the run goes on. */
        @JsonProperty("warning")
        WARNING
    }

    public static RunNote notice(String message) {
        return new RunNote(Level.NOTICE, message);
    }

    public static RunNote warning(String message) {
        return new RunNote(Level.WARNING, message);
    }
}
