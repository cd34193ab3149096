package io.labctl.agent.channel;

import io.labctl.agent.labd.WorkAnswer;
import io.labctl.agent.labd.WorkClient;
import io.labctl.agent.time.Backoff;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkItem;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's long poll: asks labd for work again and again, until the agent stops. The work goes
 * on beside, and who does it tells how it ended: labd takes an agent that does not ask for away.
 *
 * <pre>
 * away --a first short poll is answered--> open --a poll fails--> away, after a pause
 * </pre>
 */
public final class Channel {
    private static final Logger LOG = LoggerFactory.getLogger(Channel.class);

    /** Below what a NAT or a proxy leaves a silent connection. */
    private static final Duration WAIT = Duration.ofSeconds(25);

    /** Tells that labd is there, which a long poll would only say at its end. */
    private static final Duration NO_WAIT = Duration.ZERO;

    /** For a word of which it is not known how long someone waits for it. */
    private static final Duration AT_LEAST = Duration.ofSeconds(10);

    private final Supplier<WorkClient> labd;
    private final Doing doing;
    private final ChannelNews news;
    private final Timekeeper time;
    private final Stop stop;
    private final RandomGenerator random;
    private final Backoff backoff;
    private final AtomicBoolean hasTalked = new AtomicBoolean();

    public Channel(
            Supplier<WorkClient> labd,
            Doing doing,
            ChannelNews news,
            Timekeeper time,
            Stop stop,
            RandomGenerator random) {
        this.labd = labd;
        this.doing = doing;
        this.news = news;
        this.time = time;
        this.stop = stop;
        this.random = random;
        this.backoff = new Backoff(random);
    }

    /** Works on a thread of its own until the returned handle is closed, after the stop. */
    public Open open() {
        news.forget();
        return new Open(Thread.ofVirtual().name("channel").start(this::untilStopped), this);
    }

    /** Whether labd has answered since this was asked last. */
    public boolean hasTalked() {
        return hasTalked.getAndSet(false);
    }

    /** A channel that works. Closing it is the last that labd hears of this daemon. */
    public record Open(Thread thread, Channel channel) implements AutoCloseable {
        private static final Duration LAST_POLL = Duration.ofSeconds(1);

        @Override
        public void close() {
            channel.news.close();
            try {
                if (!thread.join(LAST_POLL)) {
                    thread.interrupt(); // the daemon ends and the agent does not
                    thread.join(LAST_POLL);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (channel.stop.requested() && channel.news.isOpen()) {
                channel.leave();
            }
        }
    }

    private void untilStopped() {
        boolean stopped = stop.requested();
        while (!stopped) {
            WorkAnswer.NotToBeHad away = conversation();
            if (!stop.requested()) {
                news.away(away.reason());
                stopped = stop.pause(backoff.next(away.comeBackIn()));
            } else {
                stopped = true;
            }
        }
    }

    /** So that labd need not wait for a next poll to know. */
    private void leave() {
        try (WorkClient client = labd.get()) {
            client.leave();
        } catch (LabException e) {
            LOG.atDebug().setCause(e).log("labd has not heard the last word");
        }
    }

    /**
     * Talks to labd as long as that goes well. The identity is read anew each time: it may have
     * been replaced.
     */
    private WorkAnswer.NotToBeHad conversation() {
        try (WorkClient client = labd.get()) {
            return conversation(client);
        } catch (LabException e) {
            return new WorkAnswer.NotToBeHad(e.sentence(), Optional.empty());
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("unexpected error in the channel");
            return new WorkAnswer.NotToBeHad("unexpected error: " + e, Optional.empty());
        }
    }

    private WorkAnswer.NotToBeHad conversation(WorkClient client) {
        Duration wait = NO_WAIT;
        while (true) {
            long asked = time.mark();
            WorkAnswer answer = client.next(wait);
            hasTalked.set(true);
            switch (answer) {
                case WorkAnswer.NotToBeHad away -> {
                    return away;
                }
                case WorkAnswer.Work(WorkItem item) -> begin(client, item);
                case WorkAnswer.NotUnderstood(UUID id, String why) -> refuse(client, id, why);
                case WorkAnswer.Nothing(Optional<Duration> comeBackIn) -> {
                    if (comeBackIn.isPresent()) {
                        return new WorkAnswer.NotToBeHad("labd is stopping", comeBackIn);
                    }
                    if (time.since(asked).compareTo(wait.dividedBy(2)) < 0) {
                        return new WorkAnswer.NotToBeHad("labd does not wait", Optional.empty());
                    }
                }
            }
            news.open();
            if (!wait.isZero()) { // the short poll alone does not show that it goes well
                backoff.reset();
            }
            wait = WAIT;
        }
    }

    private void begin(WorkClient client, WorkItem item) {
        long begun = time.mark();
        doing.begin(
                item, end -> tell(client, item.id(), end, item.within().minus(time.since(begun))));
    }

    private void refuse(WorkClient client, UUID id, String why) {
        Thread.ofVirtual()
                .name("refusal")
                .start(() -> tell(client, id, doing.refusal(why), AT_LEAST));
    }

    /**
     * Again and again, as long as someone waits for it.
     *
     * @param client has connections at hand, and may be closed by now; then it takes one of its own
     */
    private void tell(WorkClient client, UUID id, WorkEnd end, Duration within) {
        long begun = time.mark();
        var pauses = new Backoff(random);
        Optional<String> trouble = trouble(client, id, end);
        while (trouble.isPresent()
                && !stop.pause(pauses.next())
                && time.since(begun).compareTo(within) < 0) {
            trouble = troubleAnew(id, end);
        }
        trouble.filter(_ -> !stop.requested()).ifPresent(why -> notTaken(id, why));
    }

    private Optional<String> troubleAnew(UUID id, WorkEnd end) {
        try (WorkClient client = labd.get()) {
            return trouble(client, id, end);
        } catch (LabException e) {
            return Optional.of(e.sentence());
        }
    }

    /** Why labd has not heard it; empty when it has, whether it takes it or never will. */
    private static Optional<String> trouble(WorkClient client, UUID id, WorkEnd end) {
        try {
            client.tell(id, end).ifPresent(why -> notTaken(id, why));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (LabException e) {
            return Optional.of(e.sentence());
        }
    }

    private static void notTaken(UUID id, String why) {
        LOG.atWarn().addKeyValue("work", id).addKeyValue("reason", why).log("result not taken");
    }
}
