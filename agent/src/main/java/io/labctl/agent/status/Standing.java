package io.labctl.agent.status;

import com.fasterxml.jackson.annotation.JsonValue;

/** Whether this machine has a valid identity now. */
public sealed interface Standing {
    /** As {@code lab-agent status} gives it to people and to programs. */
    @JsonValue
    String word();

    /** One that could be read, or none at all. */
    enum Known implements Standing {
        NONE("none"),
        VALID("valid"),
        NOT_YET_VALID("not yet valid"),
        EXPIRED("expired"),
        /** The certificate may still be valid by its dates, but labd does not take it any more. */
        REFUSED("refused by labd");

        private final String word;

        Known(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /**
     * There is one, and it is of no use as it lies there.
     *
     * @param word why, in a sentence
     */
    record Unreadable(String word) implements Standing {}
}
