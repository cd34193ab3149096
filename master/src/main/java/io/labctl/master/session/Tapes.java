package io.labctl.master.session;

import io.labctl.master.recording.Recorder;
import io.labctl.master.recording.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * Sees to what is recorded of sessions: it is written down soon, and a session that cannot be
 * recorded ends rather than go on unrecorded. For use by one thread.
 */
final class Tapes {
    /** For a database to be there again; until then nothing passes. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Places places;
    private final SessionLedger ledger;
    private final Cutoffs cutoffs;
    private final Executor threads;
    private final Clock clock;

    Tapes(Places places, SessionLedger ledger, Cutoffs cutoffs, Executor threads, Clock clock) {
        this.places = places;
        this.ledger = ledger;
        this.cutoffs = cutoffs;
        this.threads = threads;
        this.clock = clock;
    }

    /** Waits for nothing: one session that cannot be written down keeps no other waiting. */
    void look() {
        cutoffs.look();
        for (Place each : places.all()) {
            each.meeting().recorder().ifPresent(recorder -> see(each, recorder));
        }
    }

    private void see(Place place, Recorder recorder) {
        recorder.trouble().ifPresent(trouble -> see(place, recorder, trouble));
        recorder.writeSoon();
    }

    private void see(Place place, Recorder recorder, Trouble trouble) {
        switch (trouble) {
            case Trouble.Moved _ -> {
                places.leave(place);
                threads.execute(() -> ledger.count(place));
            }
            case Trouble.Over(String reason) -> cutoffs.end(place, recorder, reason);
            case Trouble.Unwritten(Instant since) -> {
                if (since.plus(PATIENCE).isBefore(clock.instant())) {
                    cutoffs.endAtOnce(
                            place,
                            recorder,
                            "it could not be recorded for %ds, and does not go on unrecorded"
                                    .formatted(PATIENCE.toSeconds()));
                }
            }
        }
    }
}
