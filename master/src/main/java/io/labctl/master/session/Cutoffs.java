package io.labctl.master.session;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.recording.Recorder;
import io.labctl.master.work.WorkDesk;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends sessions that cannot be recorded. How one has ended is written down and its agent told to
 * end the command, and then its recording closed, each also when that has to wait for the database.
 * Safe for use by many threads.
 */
final class Cutoffs {
    private static final Logger LOG = LoggerFactory.getLogger(Cutoffs.class);

    private final WorkDesk work;
    private final Places places;
    private final SessionLedger ledger;
    private final Calls calls;
    private final Ends ends;
    private final Executor threads;
    private final Map<UUID, Cutoff> open = new ConcurrentHashMap<>();
    private final Set<UUID> busy = ConcurrentHashMap.newKeySet();

    /** What is to be done for one session, by one thread at a time. */
    private static final class Cutoff {
        private final Place place;
        private final Recorder recorder;
        private final WorkEnd.Killed end;
        private volatile boolean ended;

        private Cutoff(Place place, Recorder recorder, String reason) {
            this.place = place;
            this.recorder = recorder;
            this.end = new WorkEnd.Killed(reason);
        }

        private UUID id() {
            return place.id();
        }
    }

    Cutoffs(
            WorkDesk work,
            Places places,
            SessionLedger ledger,
            Calls calls,
            Ends ends,
            Executor threads) {
        this.work = work;
        this.places = places;
        this.ledger = ledger;
        this.calls = calls;
        this.ends = ends;
        this.threads = threads;
    }

    /** Its caller is told what is written down. */
    void end(Place place, Recorder recorder, String reason) {
        begin(new Cutoff(place, recorder, reason));
    }

    /** Its caller is told at once, whenever it can be written down. */
    void endAtOnce(Place place, Recorder recorder, String reason) {
        var cutoff = new Cutoff(place, recorder, reason);
        tell(cutoff, cutoff.end);
        begin(cutoff);
    }

    private void begin(Cutoff cutoff) {
        if (open.putIfAbsent(cutoff.id(), cutoff) == null) {
            LOG.atWarn()
                    .addKeyValue("session", cutoff.id())
                    .addKeyValue("reason", cutoff.end.reason())
                    .log("session ended for its recording");
            attempt(cutoff);
        }
    }

    /** Tries again what could not be written down. */
    void look() {
        open.values().forEach(this::attempt);
    }

    private void attempt(Cutoff cutoff) {
        if (busy.add(cutoff.id())) {
            threads.execute(
                    () -> {
                        try {
                            carryOut(cutoff);
                        } finally {
                            busy.remove(cutoff.id());
                        }
                    });
        }
    }

    /** What was shown and could not be written down yet belongs to the recording all the same. */
    private void carryOut(Cutoff cutoff) {
        try {
            if (!cutoff.ended) {
                writeEnd(cutoff);
            }
            cutoff.recorder.breakOff();
            open.remove(cutoff.id());
        } catch (NotFound | Conflict e) {
            tell(cutoff, cutoff.end);
            open.remove(cutoff.id());
            LOG.atDebug()
                    .addKeyValue("session", cutoff.id())
                    .setCause(e)
                    .log("session is no more, or recorded elsewhere");
        } catch (LabException | JdbiException e) {
            tell(cutoff, cutoff.end);
            LOG.atDebug()
                    .addKeyValue("session", cutoff.id())
                    .setCause(e)
                    .log("end of a session is not written down yet");
        }
    }

    private void writeEnd(Cutoff cutoff) {
        tell(cutoff, work.endUnasked(cutoff.id(), cutoff.end));
        ledger.find(cutoff.id()).ifPresent(left -> calls.kill(left.asked(), "labd"));
        cutoff.ended = true;
        ledger.count(cutoff.place);
    }

    /** Once told, another end is not. */
    private void tell(Cutoff cutoff, WorkEnd end) {
        ends.tell(cutoff.place, end);
        places.leave(cutoff.place);
    }
}
