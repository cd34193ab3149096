package io.labctl.master.work;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Action;
import io.labctl.master.ca.CertificateRepository;
import io.labctl.master.ca.Serial;
import io.labctl.master.channel.ChannelRepository;
import io.labctl.master.channel.Channels;
import io.labctl.master.database.FreshDatabase;
import io.labctl.master.database.ServerRows;
import io.labctl.master.http.Later;
import io.labctl.master.http.Waiter;
import io.labctl.master.identity.Caller;
import io.labctl.master.store.GzipJson;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A poll for which nobody waits any more gets no work, whatever fails meanwhile. */
@Tag("database")
class WorkDeskIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final Caller.Agent AGENT =
            new Caller.Agent(AgentId.parse("lab://agent/c/e/web01"), new Serial("0a"));
    private static final Duration LONG = Duration.ofSeconds(20);

    /** What happens before each of the next connections to the database. */
    private final Queue<Runnable> next = new ArrayDeque<>();

    /** What happens after each of the next commits. */
    private final Queue<Runnable> committed = new ArrayDeque<>();

    private final WorkDesk desk =
            new WorkDesk(
                    Jdbi.create(this::connection),
                    new WorkRepository(new GzipJson(WireJson.mapper())),
                    new CertificateRepository(),
                    Clock.systemUTC(),
                    new Channels(
                            database.jdbi(),
                            new ChannelRepository(WireJson.mapper()),
                            UUID.randomUUID(),
                            Clock.systemUTC()),
                    new Random(1));

    @BeforeEach
    void one_server() {
        database.jdbi()
                .useHandle(
                        db -> {
                            db.execute("DELETE FROM server");
                            db.execute("DELETE FROM certificate");
                            ServerRows.add(db, "web01", "0a");
                            db.execute(
                                    """
                                    INSERT INTO certificate (serial, identity, profile, not_before,
                                                             not_after, intended_at, der)
                                    VALUES ('0a', 'lab://agent/c/e/web01', 'agent', now(), now(), now(),
                                            '')
                                    """);
                        });
    }

    @Test
    void a_poll_that_could_not_be_answered_swallows_no_work() throws Exception {
        UUID first = asked();
        next.add(() -> failing(WorkDeskIT::well));
        assertThatThrownBy(this::polled).isInstanceOf(ConnectionException.class);
        asked();

        assertThat(work(polled())).isEqualTo(first);
    }

    @Test
    void a_poll_whose_client_goes_while_work_is_looked_for_swallows_none() throws Exception {
        Waiter gone = polled();
        next.add(WorkDeskIT::well);
        next.add(() -> failing(gone::gone));
        UUID first = asked();
        asked();

        assertThat(work(polled())).isEqualTo(first);
    }

    @Test
    void work_whose_client_goes_while_it_is_handed_out_is_for_the_next_poll() throws Exception {
        Waiter gone = polled();
        committed.add(WorkDeskIT::well);
        committed.add(gone::gone);
        UUID id = asked();

        assertThat(work(polled())).isEqualTo(id);
    }

    @Test
    void a_poll_whose_time_ends_while_work_is_looked_for_in_vain_is_told_so() throws Exception {
        Waiter late = polled();
        next.add(WorkDeskIT::well);
        next.add(() -> failing(late::late));
        asked();

        assertThat(late.answer().get(5, TimeUnit.SECONDS).status()).isEqualTo(204);
    }

    @Test
    void work_that_is_stored_is_delivered_later_when_the_agent_cannot_be_woken() throws Exception {
        Waiter poll = polled();
        next.add(WorkDeskIT::well);
        next.add(() -> failing(WorkDeskIT::well));
        UUID id = asked();

        try (var _ = desk.watching()) {
            assertThat(work(poll)).isEqualTo(id);
        }
    }

    private Connection connection() {
        Runnable before = next.poll();
        if (before != null) {
            before.run();
        }
        Connection real = database.jdbi().open().getConnection();
        return (Connection)
                Proxy.newProxyInstance(
                        WorkDeskIT.class.getClassLoader(),
                        new Class<?>[] {Connection.class},
                        (_, method, arguments) -> answered(real, method, arguments));
    }

    private Object answered(Connection real, Method method, Object[] arguments) throws Throwable {
        try {
            Object answer = method.invoke(real, arguments);
            Runnable after = method.getName().equals("commit") ? committed.poll() : null;
            if (after != null) {
                after.run();
            }
            return answer;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static void well() {}

    private static void failing(Runnable meanwhile) {
        meanwhile.run();
        throw new ConnectionException(new SQLException("the database is away"));
    }

    private UUID asked() {
        UUID id = UUID.randomUUID();
        Instant now = Clock.systemUTC().instant();
        var action = new Action.ShowResources("user", "root");
        desk.ask(new Asked(id, new ServerName("web01"), action, "ann", now, now.plus(LONG)), null);
        return id;
    }

    private Waiter polled() {
        return new Waiter(desk.next(AGENT, LONG, Optional.empty()));
    }

    private static UUID work(Waiter poll) throws Exception {
        Later.Answer answer = poll.answer().get(5, TimeUnit.SECONDS);
        return ((SentItem) requireNonNull(answer.body())).id();
    }
}
