package io.labctl.catalog.work;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.session.SessionTask;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an agent is asked to do. The family is closed: an agent that does not know a kind refuses
 * it, and says so.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Action.ShowResources.class, name = "resource"),
    @JsonSubTypes.Type(value = Action.Session.class, name = "session"),
    @JsonSubTypes.Type(value = Action.Attach.class, name = "attach"),
    @JsonSubTypes.Type(value = Action.Kill.class, name = "kill")
})
public sealed interface Action {
    /**
     * Tell what is on the machine.
     *
     * @param type such as {@code user}
     * @param name null for all of the type
     */
    record ShowResources(String type, @Nullable String name) implements Action {
        private static final int LONGEST_TYPE = 100;

        /** No path of Linux is longer. */
        private static final int LONGEST_NAME = 4096;

        public ShowResources {
            check("type", type, LONGEST_TYPE);
            if (name != null) {
                check("name", name, LONGEST_NAME);
            }
        }

        private static void check(String field, String text, int longest) {
            if (text.isEmpty() || text.length() > longest) {
                throw InvalidInput.inField(
                        field,
                        "the %s of a resource has 1 to %d characters".formatted(field, longest));
            }
        }
    }

    /**
     * Do this in a session, which has the id of this work.
     *
     * @param detached whether it goes on without anybody who reads it
     * @param recorded whether labd keeps what its terminal shows; null for no, as earlier ones
     *     wrote it
     */
    record Session(SessionTask task, boolean detached, @Nullable Boolean recorded)
            implements Action {
        public boolean mustBeRecorded() {
            return recorded != null && recorded;
        }

        /** Whether it goes on when its caller is gone. */
        public boolean outlivesItsCaller() {
            return detached || task.outlivesItsCaller();
        }
    }

    /** Come to a session: somebody is there who wants to read it. */
    record Attach(UUID session) implements Action {}

    /** End the command of a session. */
    record Kill(UUID session) implements Action {}
}
