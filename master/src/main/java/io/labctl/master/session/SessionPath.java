package io.labctl.master.session;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.master.http.PathId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a request says of the session and the turn that it is for. */
final class SessionPath {
    private SessionPath() {}

    static UUID id(String text) {
        return PathId.of(text, "a session's id");
    }

    /**
     * The number that labd gave to who reads.
     *
     * @throws Conflict when there is none: it belongs to nothing that is read
     */
    static long turn(@Nullable String text) {
        if (text == null) {
            throw new Conflict(
                    "the header '%s' is missing, with the number of what is read"
                            .formatted(SessionTerms.TURN));
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new InvalidInput("the header '%s' is not a number".formatted(SessionTerms.TURN));
        }
        return Long.parseLong(text);
    }
}
