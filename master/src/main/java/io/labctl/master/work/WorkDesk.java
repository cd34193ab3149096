package io.labctl.master.work;

import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.work.Vitals;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.background.Closing;
import io.labctl.master.background.Repeating;
import io.labctl.master.ca.CertificateRepository;
import io.labctl.master.channel.Channels;
import io.labctl.master.http.Later;
import io.labctl.master.identity.Caller;
import io.labctl.master.store.SqlFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where people leave work for agents and agents come for it. What counts is in the database; who
 * waits here is woken at once by what happens here, and within a second by what happens at another
 * labd of the same database.
 */
public final class WorkDesk {
    private static final Logger LOG = LoggerFactory.getLogger(WorkDesk.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration TIDY_EVERY = Duration.ofMinutes(1);

    private final Jdbi jdbi;
    private final WorkRepository work;
    private final CertificateRepository certificates;
    private final Clock clock;
    private final Channels channels;
    private final Polls polls;
    private final SessionLog log = new SessionLog();
    private final Asks asks = new Asks();
    private final Watches watches = new Watches();

    /** Fetched for somebody who was gone by then. */
    private final Set<UUID> undelivered = ConcurrentHashMap.newKeySet();

    public WorkDesk(
            Jdbi jdbi,
            WorkRepository work,
            CertificateRepository certificates,
            Clock clock,
            Channels channels,
            RandomGenerator random) {
        this.jdbi = jdbi;
        this.work = work;
        this.certificates = certificates;
        this.clock = clock;
        this.channels = channels;
        this.polls = new Polls(random, channels);
    }

    /** Looks into the database now and then until the returned handle is closed. */
    public Closing watching() {
        Repeating looking = Repeating.every(LOOK_EVERY, "work", this::look);
        Repeating tidying = Repeating.every(TIDY_EVERY, "overdue work", this::endOverdue);
        return () -> {
            looking.close();
            tidying.close();
        };
    }

    /** Answers everyone who waits, and from now on each at once. */
    public void close() {
        asks.close();
        polls.close();
    }

    /**
     * Leaves work and waits for its end.
     *
     * @param lastSeen when the server's agent was last heard of
     */
    Later ask(Asked asked, @Nullable Instant lastSeen) {
        Later answer = asks.await(asked, lastSeen);
        boolean left = false;
        try {
            jdbi.useTransaction(db -> work.insert(db, asked));
            left = true;
        } finally {
            if (!left) {
                asks.forget(asked.id());
            }
        }
        wake(asked.server());
        return answer;
    }

    /**
     * Leaves work; how it ends is told once.
     *
     * @param ended is told on a thread that has more to do
     * @return when it is closed, nobody is told any more
     */
    public Closing post(Asked asked, Consumer<WorkEnd> ended) {
        Closing watch = watch(asked, ended);
        boolean left = false;
        try {
            post(asked);
            left = true;
            return watch;
        } finally {
            if (!left) {
                watch.close();
            }
        }
    }

    /** Leaves work; nobody here waits for its end. */
    public void post(Asked asked) {
        jdbi.useTransaction(db -> work.insert(db, asked));
        wake(asked.server());
    }

    /**
     * Tells once how work ends, also when it has ended long ago; nobody else is told of it then.
     *
     * @param ended is told on a thread that has more to do
     * @return when it is closed, nobody is told any more
     */
    public Closing watch(Asked asked, Consumer<WorkEnd> ended) {
        return watches.add(asked.id(), asked.server(), ended);
    }

    /** Ends work that no agent has come for yet; false when one has. */
    public boolean withdraw(UUID id, WorkEnd end) {
        var said = new WorkRepository.Ended(id, end);
        Optional<JustEnded> withdrawn =
                jdbi.inTransaction(db -> work.withdraw(db, said, clock.instant()));
        withdrawn.ifPresent(this::ended);
        return withdrawn.isPresent();
    }

    /**
     * Ends work for a reason of labd's own, whether an agent has it or not.
     *
     * @return how it has ended, which may have been told otherwise before
     */
    public WorkEnd endUnasked(UUID id, WorkEnd end) {
        var said = new WorkRepository.Ended(id, end);
        jdbi.inTransaction(db -> work.endUnasked(db, said, clock.instant())).ifPresent(this::ended);
        return jdbi.withHandle(db -> work.ended(db, List.of(id))).stream()
                .map(WorkRepository.Ended::end)
                .findFirst()
                .orElseThrow(() -> new NotFound("there is no work %s".formatted(id)));
    }

    private void ended(JustEnded work) {
        log.ended(work);
        tell(work.id(), work.end());
    }

    private void tell(UUID id, WorkEnd end) {
        asks.ended(id, end);
        watches.ended(id, end);
    }

    /** The work is stored by now; what is not possible here is tried again with the next look. */
    private void wake(ServerName server) {
        try {
            deliver(server);
        } catch (JdbiException | Unavailable e) {
            SqlFailure.told(LOG.atWarn().addKeyValue("server", server), e)
                    .log("work is not delivered yet, trying again");
        }
    }

    /** An agent comes for work and stays as long as that while there is none. */
    Later next(Caller.Agent agent, Duration wait, Optional<Vitals> vitals) {
        Polls.Poll poll = polls.park(agent, wait);
        vitals.ifPresent(said -> channels.said(poll.server(), said));
        boolean parked = false;
        try {
            if (asks.isWaitingFor(poll.server()) || watches.areOn(poll.server())) {
                deliver(poll.server());
            }
            parked = true;
            return poll.answer();
        } finally {
            if (!parked) {
                polls.end(poll);
            }
        }
    }

    /** An agent stops. Asked for again, it is there again. */
    void leave(Caller.Agent agent) {
        polls.leave(agent.id().server());
    }

    /**
     * An agent says how work ended; it may say so again.
     *
     * @return how it has ended, which may have been told otherwise before
     * @throws NotFound when it never got this work
     */
    public WorkEnd end(Caller.Agent agent, UUID id, WorkEnd end) {
        ServerName server = agent.id().server();
        var said = new WorkRepository.Ended(id, end);
        Optional<JustEnded> ended =
                jdbi.inTransaction(db -> work.end(db, server, said, clock.instant()));
        if (ended.isPresent()) {
            ended(ended.get());
            return end;
        }
        return jdbi.withHandle(db -> work.endOfDelivered(db, id, server))
                .orElseThrow(
                        () ->
                                new NotFound(
                                        "%s was given no work %s".formatted(agent.getName(), id)));
    }

    /** Gives the oldest work of a server to its agent, if that waits here. */
    private void deliver(ServerName server) {
        polls.take(server).ifPresent(this::serve);
    }

    private void serve(Polls.Poll poll) {
        Optional<WorkRepository.Fetched> fetched = Optional.empty();
        try {
            fetched = jdbi.inTransaction(db -> fetch(db, poll));
        } finally {
            fetched.ifPresentOrElse(item -> give(poll, item), () -> polls.parkAgain(poll));
        }
    }

    /** Whoever has gone meanwhile never hears of it, so it is for the next who comes. */
    private void give(Polls.Poll poll, WorkRepository.Fetched item) {
        if (!poll.isOver()) {
            SentItem sent = sent(item);
            channels.ended(poll.server());
            poll.answer().answer(Later.Answer.of(sent));
            return;
        }
        undelivered.add(item.id());
        try {
            takeBack();
        } finally {
            polls.parkAgain(poll);
        }
    }

    private void takeBack() {
        for (UUID id : List.copyOf(undelivered)) {
            jdbi.useTransaction(db -> work.takeBack(db, id));
            undelivered.remove(id);
        }
    }

    /** A poll may be older than the end of the certificate that it came with, or over by now. */
    private Optional<WorkRepository.Fetched> fetch(Handle db, Polls.Poll poll) {
        return !poll.isOver() && certificates.isInForce(db, poll.agent().serial())
                ? work.fetch(db, poll.server(), clock.instant())
                : Optional.empty();
    }

    private SentItem sent(WorkRepository.Fetched item) {
        Duration left = Duration.between(clock.instant(), item.until());
        return new SentItem(item.id(), item.action(), left);
    }

    /** What has happened at other labds, and what has not happened in time. */
    private void look() {
        takeBack();
        if (!polls.areNone()) {
            jdbi.withHandle(db -> work.awaited(db, clock.instant())).forEach(this::deliver);
        }
        var waitedFor = new HashSet<>(watches.ids());
        if (!waitedFor.isEmpty() || asks.areOverdue(clock.instant())) {
            endOverdue();
        }
        waitedFor.addAll(asks.ids());
        if (!waitedFor.isEmpty()) {
            jdbi.withHandle(db -> work.ended(db, waitedFor))
                    .forEach(each -> tell(each.id(), each.end()));
        }
    }

    private void endOverdue() {
        jdbi.inTransaction(db -> work.endOverdue(db, clock.instant())).forEach(log::ended);
    }
}
