package io.labctl.catalog.session;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a machine does in a session. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SessionCommand.class, name = "command"),
    @JsonSubTypes.Type(value = LogQuery.class, name = "logs"),
    @JsonSubTypes.Type(value = RunRequest.class, name = "run")
})
public sealed interface SessionTask permits SessionCommand, LogQuery, RunRequest {
    /**
     * Whether it goes on when its caller is gone. A run does: a machine that is changed by half is
     * worse than one that is changed or not.
     */
    default boolean outlivesItsCaller() {
        return switch (this) {
            case RunRequest _ -> true;
            case SessionCommand _, LogQuery _ -> false;
        };
    }
}
