package io.labctl.master.work;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.name.ServerName;
import io.labctl.master.channel.Channels;
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
    private final Channels channels;
    private final Map<ServerName, Poll> parked = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Polls(RandomGenerator random, Channels channels) {
        this.random = random;
        this.channels = channels;
    }

    /** An agent that waits; over when its time is, or when nobody waits any more. */
    final class Poll {
        private final Caller.Agent agent;
        private final Later answer;
        private volatile boolean over;

        private Poll(Caller.Agent agent, Duration wait) {
            this.agent = agent;
            this.answer = new Later(wait, _ -> end(this), _ -> end(this));
        }

        Caller.Agent agent() {
            return agent;
        }

        Later answer() {
            return answer;
        }

        ServerName server() {
            return agent.id().server();
        }

        /** Then it is to get no work, whoever has it in hand. */
        boolean isOver() {
            return over;
        }
    }

    /**
     * Parks a poll. One that the same agent has left here is over: of a connection that died
     * unseen, or of a second machine with the same identity, which then has to hear of it.
     */
    Poll park(Caller.Agent agent, Duration wait) {
        ServerName server = agent.id().server();
        var poll = new Poll(agent, wait);
        Poll before = parked.put(server, poll);
        channels.parked(server);
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

    /** A poll that was taken out in vain, unless it is over or a newer one has come. */
    void parkAgain(Poll poll) {
        if (parked.putIfAbsent(poll.server(), poll) != null) {
            sendAway(poll);
        } else if (closed && parked.remove(poll.server(), poll)) {
            sendAway(poll);
        } else if (poll.isOver()) {
            end(poll);
        }
    }

    /** Nothing came for it. Whoever has it in hand parks it again, or has something for it. */
    void end(Poll poll) {
        poll.over = true;
        if (parked.remove(poll.server(), poll)) {
            channels.ended(poll.server());
            poll.answer().answer(Later.Answer.nothing());
        }
    }

    /** The agent says that it stops. */
    void leave(ServerName server) {
        take(server).ifPresent(poll -> poll.answer().answer(Later.Answer.nothing()));
        channels.left(server);
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
}
