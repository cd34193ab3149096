package io.labctl.master.session;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.recording.Recorder;
import io.labctl.master.recording.Trouble;
import java.time.Clock;
import java.time.Duration;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to what is recorded of sessions: it is written down soon, and a session that cannot be
 * recorded ends rather than go on unrecorded. For use by one thread.
 */
final class Tapes {
    private static final Logger LOG = LoggerFactory.getLogger(Tapes.class);

    /** For a database to be there again; until then nothing passes. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Places places;
    private final SessionLedger ledger;
    private final Calls calls;
    private final Ends ends;
    private final Clock clock;

    Tapes(Places places, SessionLedger ledger, Calls calls, Ends ends, Clock clock) {
        this.places = places;
        this.ledger = ledger;
        this.calls = calls;
        this.ends = ends;
        this.clock = clock;
    }

    void look() {
        for (Place each : places.all()) {
            each.meeting().recorder().ifPresent(recorder -> see(each, recorder));
        }
    }

    private void see(Place place, Recorder recorder) {
        recorder.writeSoon();
        recorder.trouble().ifPresent(trouble -> see(place, recorder, trouble));
    }

    private void see(Place place, Recorder recorder, Trouble trouble) {
        switch (trouble) {
            case Trouble.Moved _ -> {
                places.leave(place);
                ledger.count(place);
            }
            case Trouble.Over(String reason) -> {
                stop(place, reason);
                close(place, recorder);
            }
            case Trouble.Unwritten unwritten -> {
                if (unwritten.since().plus(PATIENCE).isBefore(clock.instant())) {
                    stop(
                            place,
                            "it could not be recorded for %ds, and does not go on unrecorded"
                                    .formatted(PATIENCE.toSeconds()));
                }
            }
        }
    }

    /** The caller hears it at once; the agent ends the command when it cannot be told, too. */
    private void stop(Place place, String reason) {
        LOG.atWarn()
                .addKeyValue("session", place.id())
                .addKeyValue("reason", reason)
                .log("session ended for its recording");
        ends.conclude(place, new WorkEnd.Killed(reason));
        places.leave(place);
        try {
            ledger.find(place.id()).ifPresent(left -> calls.kill(left.asked(), "labd"));
        } catch (LabException | JdbiException e) {
            LOG.atWarn()
                    .addKeyValue("session", place.id())
                    .setCause(e)
                    .log("agent is not told, and ends the command without its caller");
        }
    }

    private static void close(Place place, Recorder recorder) {
        try {
            recorder.breakOff();
        } catch (LabException | JdbiException e) {
            LOG.atWarn()
                    .addKeyValue("session", place.id())
                    .setCause(e)
                    .log("recording is not closed yet");
        }
    }
}
