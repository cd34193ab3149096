package io.labctl.catalog.work;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.labctl.catalog.present.Looked;
import org.jspecify.annotations.Nullable;

/**
 * How work ended. Each piece of work ends in exactly one of these ways:
 *
 * <pre>
 * asked --fetched--> delivered --> done | failed | refused | timed-out | killed
 *   |                    |            the agent says so in time
 *   |                    '-------> agent-lost                it does not, or it was restarted
 *   '----------------------------> expired                   no agent came for it in time
 * </pre>
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
@JsonSubTypes({
    @JsonSubTypes.Type(value = WorkEnd.Done.class, name = WorkEnd.DONE),
    @JsonSubTypes.Type(value = WorkEnd.Exited.class, name = "exited"),
    @JsonSubTypes.Type(value = WorkEnd.TimedOut.class, name = WorkEnd.TIMED_OUT),
    @JsonSubTypes.Type(value = WorkEnd.Killed.class, name = WorkEnd.KILLED),
    @JsonSubTypes.Type(value = WorkEnd.Failed.class, name = WorkEnd.FAILED),
    @JsonSubTypes.Type(value = WorkEnd.Refused.class, name = WorkEnd.REFUSED),
    @JsonSubTypes.Type(value = WorkEnd.Expired.class, name = WorkEnd.EXPIRED),
    @JsonSubTypes.Type(value = WorkEnd.AgentLost.class, name = WorkEnd.AGENT_LOST)
})
public sealed interface WorkEnd {
    String DONE = "done";
    String FAILED = "failed";
    String REFUSED = "refused";
    String TIMED_OUT = "timed-out";
    String KILLED = "killed";
    String EXPIRED = "expired";
    String AGENT_LOST = "agent-lost";

    /** As it is written. */
    static String word(WorkEnd end) {
        return switch (end) {
            case Done _, Exited _ -> DONE;
            case TimedOut _ -> TIMED_OUT;
            case Killed _ -> KILLED;
            case Failed _ -> FAILED;
            case Refused _ -> REFUSED;
            case Expired _ -> EXPIRED;
            case AgentLost _ -> AGENT_LOST;
        };
    }

    /** Whether it is the agent that says so, and not labd. */
    static boolean isByAgent(WorkEnd end) {
        return switch (end) {
            case Done _, Exited _, TimedOut _, Killed _, Failed _, Refused _ -> true;
            case AgentLost lost -> lost.reason() != null;
            case Expired _ -> false;
        };
    }

    /**
     * What was asked for is there, or has been done.
     *
     * @param result null where there is nothing to show
     */
    record Done(@Nullable Looked result) implements WorkEnd {}

    /**
     * A command ran to its end.
     *
     * @param code what it exited with, or 128 and the number of the signal that ended it
     */
    record Exited(int code) implements WorkEnd {}

    /** A command was ended by its time limit. */
    record TimedOut() implements WorkEnd {}

    /** A command was ended by people, or because its caller was gone. */
    record Killed(String reason) implements WorkEnd {}

    /**
     * The agent tried.
     *
     * @param notThere true where what was asked for is not there; null everywhere else
     */
    record Failed(String reason, @Nullable Boolean notThere) implements WorkEnd {
        public Failed(String reason) {
            this(reason, null);
        }
    }

    /** The agent did not try: it does not know such work, or its machine's policy forbids it. */
    record Refused(String reason) implements WorkEnd {}

    /** No agent came for it in time; none will get it. */
    record Expired() implements WorkEnd {}

    /**
     * An agent has taken it, and how it ended is not known.
     *
     * @param reason what became of that agent, as the one after it says; null when none has said
     *     anything in time
     */
    record AgentLost(@Nullable String reason) implements WorkEnd {
        /** Nothing was said in time: it may go on. */
        public boolean isSilence() {
            return reason == null;
        }
    }
}
