package io.labctl.master.work;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkView;
import io.labctl.master.http.Later;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The people who wait at this labd for work to end. */
final class Asks {
    private static final int MOST = 1000;

    /** For the end to be found in the database; without one there is no better answer. */
    private static final Duration LAST_LOOK = Duration.ofSeconds(5);

    private final Map<UUID, Ask> waiting = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Someone who waits for what was asked. */
    private record Ask(Asked asked, @Nullable Instant lastSeen, Later answer) {}

    /**
     * Waits for the end of work that is about to be stored.
     *
     * @param lastSeen when the server's agent was last heard of
     * @throws Unavailable when too many wait, or labd stops
     */
    Later await(Asked asked, @Nullable Instant lastSeen) {
        if (closed) {
            throw stopping();
        }
        if (waiting.size() >= MOST) {
            throw new Unavailable(
                    "%d people wait for agents already; try again later".formatted(MOST));
        }
        UUID id = asked.id();
        var answer =
                new Later(
                        Duration.between(asked.at(), asked.until()).plus(LAST_LOOK),
                        _ -> giveUp(id, "labd cannot tell how it ended"),
                        _ -> waiting.remove(id));
        waiting.put(id, new Ask(asked, lastSeen, answer));
        if (closed && waiting.remove(id) != null) {
            throw stopping();
        }
        return answer;
    }

    private static Unavailable stopping() {
        return new Unavailable("labd is stopping");
    }

    void forget(UUID id) {
        waiting.remove(id);
    }

    boolean isWaitingFor(ServerName server) {
        return waiting.values().stream().anyMatch(ask -> ask.asked().server().equals(server));
    }

    Collection<UUID> ids() {
        return List.copyOf(waiting.keySet());
    }

    boolean areOverdue(Instant now) {
        return waiting.values().stream().anyMatch(ask -> !ask.asked().until().isAfter(now));
    }

    void ended(UUID id, WorkEnd end) {
        Ask ask = waiting.remove(id);
        if (ask != null) {
            ask.answer()
                    .answer(
                            Later.Answer.of(
                                    new WorkView(
                                            id,
                                            ask.asked().server(),
                                            ask.asked().action(),
                                            end,
                                            ask.lastSeen())));
        }
    }

    /** Answers all; what they have asked for goes on. */
    void close() {
        closed = true;
        ids().forEach(id -> giveUp(id, "labd is stopping; what was asked goes on without you"));
    }

    private void giveUp(UUID id, String why) {
        Ask ask = waiting.remove(id);
        if (ask != null) {
            ask.answer()
                    .answer(
                            Later.Answer.problem(
                                            Response.Status.SERVICE_UNAVAILABLE,
                                            Problem.UNAVAILABLE,
                                            why)
                                    .comeBackIn(1));
        }
    }
}
