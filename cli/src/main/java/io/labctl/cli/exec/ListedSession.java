package io.labctl.cli.exec;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.session.SessionCommand;

/**
 * A session as programs read it in a list.
 *
 * @param command what it is for, in a few words
 */
record ListedSession(@JsonUnwrapped SessionView session, String command) {
    static ListedSession of(SessionView session, OwnCommands own) {
        return new ListedSession(
                session,
                session.task() instanceof SessionCommand command
                        ? own.words(command).orElseGet(() -> SessionWords.of(command))
                        : SessionWords.of(session.task()));
    }
}
