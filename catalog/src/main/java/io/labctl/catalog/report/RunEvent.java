package io.labctl.catalog.report;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What who follows a run from afar is told of it, while it goes on. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RunEvent.Said.class, name = "note"),
    @JsonSubTypes.Type(value = RunEvent.Applied.class, name = "resource"),
    @JsonSubTypes.Type(value = RunEvent.Progress.class, name = "progress"),
    @JsonSubTypes.Type(value = RunEvent.NotMade.class, name = "not-made"),
    @JsonSubTypes.Type(value = RunEvent.Ended.class, name = "end")
})
public sealed interface RunEvent {
    /** What it has to say besides its resources. */
    record Said(RunNote note) implements RunEvent {}

    /**
     * A resource is done that was not as wanted.
     *
     * @param noop whether its changes are only those that would be made
     */
    record Applied(ResourceReport resource, boolean noop) implements RunEvent {}

    /** So many resources are done, told now and then. */
    record Progress(int done, int of) implements RunEvent {}

    /**
     * There was no run.
     *
     * @param reason in a sentence
     */
    record NotMade(String reason) implements RunEvent {}

    /** The run has ended, and its report is written. */
    record Ended(RunTotals totals) implements RunEvent {}
}
