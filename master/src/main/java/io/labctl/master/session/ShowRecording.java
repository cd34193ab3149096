package io.labctl.master.session;

import io.labctl.catalog.api.RecordingPage;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.work.Action;
import io.labctl.master.identity.Caller;
import io.labctl.master.recording.Cast;
import io.labctl.master.recording.Due;
import io.labctl.master.recording.Position;
import io.labctl.master.recording.Recordings;
import io.labctl.master.work.Left;
import io.labctl.master.work.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Shows a recording to the person whose session it was, and logs that. */
public final class ShowRecording {
    private static final Logger LOG = LoggerFactory.getLogger(ShowRecording.class);

    /** After a session's end; by then its recording is closed, wherever the session ended. */
    private static final Duration TO_CLOSE = Duration.ofHours(1);

    private final SessionLedger ledger;
    private final Recordings recordings;
    private final JsonMapper json;
    private final Clock clock;

    public ShowRecording(
            SessionLedger ledger, Recordings recordings, JsonMapper json, Clock clock) {
        this.ledger = ledger;
        this.recordings = recordings;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A page of it, as far as there is one by now.
     *
     * @throws Conflict when there cannot be one, or it is not what was recorded
     * @throws NotFound when there is none, or none any more
     */
    RecordingPage show(Caller.Person caller, UUID id, Position from) {
        Left left = ledger.of(caller, id);
        SessionCommand command = recorded(left);
        requireKept(left);
        var cast = new Cast(json, command, left.asked().server().value(), left.asked().at());
        RecordingPage page = page(caller, left, from, cast);
        LOG.atInfo()
                .addKeyValue("caller", caller.getName())
                .addKeyValue("server", left.asked().server())
                .addKeyValue("session", id)
                .addKeyValue("from", from.piece())
                .log("recording read");
        return page;
    }

    /**
     * What is no recording any more is told to those who keep labd too, not to its reader alone.
     */
    private RecordingPage page(Caller.Person caller, Left left, Position from, Cast cast) {
        try {
            return recordings.page(left.asked().id(), from, cast, due(left));
        } catch (Conflict e) {
            LOG.atWarn()
                    .addKeyValue("caller", caller.getName())
                    .addKeyValue("server", left.asked().server())
                    .addKeyValue("session", left.asked().id())
                    .addKeyValue("reason", e.sentence())
                    .log("recording is damaged");
            throw e;
        }
    }

    private Due due(Left left) {
        Traffic traffic = left.traffic();
        Instant endedAt = left.endedAt();
        return new Due(
                traffic != null && traffic.bytesOut() > 0,
                endedAt != null && endedAt.plus(TO_CLOSE).isBefore(clock.instant()));
    }

    private void requireKept(Left left) {
        Instant endedAt = left.endedAt();
        if (endedAt == null) {
            return;
        }
        UUID id = left.asked().id();
        if (left.receivedAt() == null) {
            throw new NotFound("nothing was recorded of session %s: it never began".formatted(id));
        }
        Instant until = endedAt.plus(recordings.kept());
        if (until.isBefore(clock.instant())) {
            throw new NotFound(
                    "the recording of session %s was kept until %s, as labd's recordings-kept says"
                            .formatted(id, until.truncatedTo(ChronoUnit.SECONDS)));
        }
    }

    private static SessionCommand recorded(Left left) {
        Action.Session session = (Action.Session) left.asked().action();
        if (!(session.task() instanceof SessionCommand command) || command.terminal() == null) {
            throw new Conflict(
                    "session %s has no terminal, and only what terminals show is recorded"
                            .formatted(left.asked().id()));
        }
        if (!session.mustBeRecorded()) {
            throw new Conflict(
                    "session %s is not recorded: labd's sessions.recorded was off when it began"
                            .formatted(left.asked().id()));
        }
        return command;
    }
}
