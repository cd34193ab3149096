package io.labctl.agent.session;

import io.labctl.agent.machine.NotedProcess;
import io.labctl.agent.state.Remembered;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.file.FolderEntries;
import io.labctl.catalog.work.WorkEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The sessions whose end labd does not know, each in a file with its id. Where a disk takes no
 * note, the session goes on: labd gives its command to nobody a second time.
 */
final class SessionJournal {
    private static final Logger LOG = LoggerFactory.getLogger(SessionJournal.class);

    private final Path folder;
    private final JsonMapper json;

    SessionJournal(Path folder, JsonMapper json) {
        this.folder = folder;
        this.json = json;
    }

    boolean has(UUID id) {
        return Files.exists(folder.resolve(id.toString()));
    }

    /** Before anything is started. */
    void begun(UUID id) {
        write(id, new SessionNote(null, null));
    }

    void started(UUID id, NotedProcess leader) {
        write(id, new SessionNote(leader, null));
    }

    void ended(UUID id, WorkEnd end) {
        write(id, new SessionNote(null, end));
    }

    /** labd knows its end. */
    void forget(UUID id) {
        try {
            file(id).forget();
        } catch (IOException e) {
            trouble("session still noted", id, e);
        }
    }

    /** What an agent before this one has left; of a note that cannot be read, that there is one. */
    Map<UUID, Optional<SessionNote>> left() {
        var left = new LinkedHashMap<UUID, Optional<SessionNote>>();
        try {
            for (Path each : FolderEntries.of(folder)) {
                Optional<UUID> id = id(String.valueOf(each.getFileName()));
                if (id.isPresent()) {
                    left.put(id.get(), note(id.get()));
                }
            }
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("no sessions noted");
        }
        return left;
    }

    private Optional<SessionNote> note(UUID id) {
        try {
            Optional<SessionNote> note = file(id).read();
            if (note.isEmpty()) {
                LOG.atWarn().addKeyValue("session", id).log("session's note not understood");
            }
            return note;
        } catch (IOException e) {
            trouble("session's note not read", id, e);
            return Optional.empty();
        }
    }

    private static Optional<UUID> id(String name) {
        try {
            return Optional.of(UUID.fromString(name)).filter(id -> id.toString().equals(name));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private void write(UUID id, SessionNote note) {
        try {
            file(id).write(note);
        } catch (IOException e) {
            trouble("session not noted", id, e);
        }
    }

    private static void trouble(String what, UUID id, IOException e) {
        LOG.atWarn()
                .addKeyValue("session", id)
                .addKeyValue("reason", FileTrouble.sentence(e))
                .log(what);
    }

    private Remembered<SessionNote> file(UUID id) {
        return new Remembered<>(folder.resolve(id.toString()), SessionNote.class, json);
    }
}
