package io.labctl.catalog.session;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What a machine does in a session. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SessionCommand.class, name = "command"),
    @JsonSubTypes.Type(value = LogQuery.class, name = "logs")
})
public sealed interface SessionTask permits SessionCommand, LogQuery {}
