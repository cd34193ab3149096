package io.labctl.master.work;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.name.ServerName;
import io.labctl.master.http.Later;
import io.labctl.master.identity.Caller;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * The agents that wait for work at this labd, one poll each. Whoever takes a poll out answers it.
 */
final class Polls {
    private static final int LATEST_SECONDS = 10;

    private final RandomGenerator random;
    private final Map<ServerName, Poll> parked = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Polls(RandomGenerator random) {
        this.random = random;
    }

    /** An agent that waits. */
    record Poll(Caller.Agent agent, Later answer) {
        ServerName server() {
            return agent.id().server();
        }
    }

    /**
     * Parks a poll. One that the same agent has left here is over: of a connection that died
     * unseen, or of a second machine with the same identity, which then has to hear of it.
     */
    Poll park(Caller.Agent agent, Duration wait) {
        ServerName server = agent.id().server();
        var poll =
                new Poll(
                        agent,
                        new Later(
                                wait,
                                late -> nothingCame(server, late),
                                gone -> forgotten(server, gone)));
        Poll before = parked.put(server, poll);
        if (before != null) {
            before.answer()
                    .answer(
                            Later.Answer.problem(
                                    Response.Status.CONFLICT,
                                    Problem.CONFLICT,
                                    "%s asks for work from elsewhere too"
                                            .formatted(agent.getName())));
        }
        if (closed) {
            take(server).ifPresent(this::sendAway);
        }
        return poll;
    }

    /** A poll that was taken out in vain, unless a newer one has come. */
    void parkAgain(Poll poll) {
        if (closed || parked.putIfAbsent(poll.server(), poll) != null) {
            sendAway(poll);
        }
    }

    Optional<Poll> take(ServerName server) {
        return Optional.ofNullable(parked.remove(server));
    }

    boolean isWaiting(ServerName server) {
        return parked.containsKey(server);
    }

    boolean areNone() {
        return parked.isEmpty();
    }

    /** Answers all, and from now on each at once: they come back elsewhere, or here later. */
    void close() {
        closed = true;
        parked.keySet().forEach(server -> take(server).ifPresent(this::sendAway));
    }

    private void sendAway(Poll poll) {
        int seconds = random.nextInt(1, LATEST_SECONDS + 1);
        poll.answer().answer(Later.Answer.nothing().comeBackIn(seconds));
    }

    private void nothingCame(ServerName server, Later answer) {
        if (forgotten(server, answer)) {
            answer.answer(Later.Answer.nothing());
        }
    }

    private boolean forgotten(ServerName server, Later answer) {
        Poll poll = parked.get(server);
        return poll != null && poll.answer() == answer && parked.remove(server, poll);
    }
}
