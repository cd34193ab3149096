package io.labctl.master.recording;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events that wait to be written. Used under the lock of their recorder. */
final class Gathered {
    /** In bytes; as much may be on its way to the database. */
    private static final int ROOM = 32 * 1024;

    /** However small they are: each takes up more memory than its bytes say. */
    private static final int EVENTS = 1000;

    /** So many bytes are written at once. */
    private static final int MUCH = 16 * 1024;

    private List<Event> events = new ArrayList<>();
    private int bytes;
    private @Nullable Instant since;

    void add(Event event, Instant now) {
        since = events.isEmpty() ? now : since;
        events.add(event);
        bytes += event.bytes();
    }

    /** All of them, which wait no more. */
    List<Event> take() {
        List<Event> taken = events;
        events = new ArrayList<>();
        bytes = 0;
        since = null;
        return taken;
    }

    boolean isEmpty() {
        return events.isEmpty();
    }

    boolean hasRoom() {
        return bytes < ROOM && events.size() < EVENTS;
    }

    boolean isMuch() {
        return bytes >= MUCH || events.size() >= EVENTS / 2;
    }

    /** When the first of them came. */
    Optional<Instant> since() {
        return Optional.ofNullable(since);
    }
}
