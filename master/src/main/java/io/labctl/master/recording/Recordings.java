package io.labctl.master.recording;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.api.RecordingPage;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionTask;
import io.labctl.master.background.Closing;
import io.labctl.master.background.Repeating;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records sessions, and shows what was recorded. */
public final class Recordings {
    private static final Logger LOG = LoggerFactory.getLogger(Recordings.class);

    private static final Duration CLOSE_EVERY = Duration.ofMinutes(1);

    /** Longer than an agent keeps the output of a session that has ended. */
    private static final Duration OPEN_AFTER_END = Duration.ofMinutes(15);

    /** So many are written at once, so that other requests find a connection. */
    private static final int WRITERS = 2;

    private final Ground ground;
    private final Supplier<UUID> ids;

    /**
     * What all recorders stand on.
     *
     * @param ticker by which time goes on within a recording
     * @param turns to write to the database
     */
    record Ground(
            Archive archive,
            RecordingConfig config,
            Clock clock,
            Ticker ticker,
            Executor threads,
            Semaphore turns) {}

    public Recordings(
            Archive archive,
            RecordingConfig config,
            Clock clock,
            Ticker ticker,
            Executor threads,
            Supplier<UUID> ids) {
        this.ground = new Ground(archive, config, clock, ticker, threads, new Semaphore(WRITERS));
        this.ids = ids;
    }

    /** Closes recordings of sessions that ended elsewhere, until the returned handle is closed. */
    public Closing closing() {
        return Repeating.every(CLOSE_EVERY, "recordings", this::closeEnded)::close;
    }

    void closeEnded() {
        Instant before = ground.clock().instant().minus(OPEN_AFTER_END);
        ground.archive().withoutEnd(before).forEach(this::close);
    }

    /** One that is damaged is given up, so that it is looked at once; who reads it is told. */
    private void close(UUID session) {
        try {
            ground.archive().close(session, ids.get());
        } catch (Conflict e) {
            LOG.atWarn().addKeyValue("session", session).setCause(e).log("recording left as it is");
            ground.archive().giveUp(session);
        }
    }

    /** Whether such a session is recorded when it begins now. */
    public boolean mustRecord(SessionTask task) {
        return ground.config().on()
                && task instanceof SessionCommand command
                && command.terminal() != null;
    }

    /** For how long they are kept after a session's end. */
    public Duration kept() {
        return ground.config().kept();
    }

    /** Begins to record a session, of which nothing is written down before something comes. */
    public Recorder begin(UUID session, Instant begun) {
        return new Recorder(session, begun, ids.get(), null, ground);
    }

    /** Goes on with what was recorded, here or at another labd, which records it no more. */
    public Recorder goOn(UUID session, Instant begun) {
        UUID writer = ids.get();
        Archive.Newest newest = ground.archive().take(session, writer).orElse(null);
        return new Recorder(session, begun, writer, newest, ground).owned();
    }

    /**
     * Shows a page of one.
     *
     * @throws Conflict when that is not what was recorded
     * @throws NotFound when nothing was
     */
    public RecordingPage page(UUID session, Position from, Cast cast, Due due) {
        return new Pages(ground.archive(), session, due).from(from, cast);
    }
}
