package io.labctl.agent.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.agent.identity.Identity;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.Exchange;
import io.labctl.agent.labd.FakeLabd;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.agent.labd.Retries;
import io.labctl.agent.labd.Route;
import io.labctl.agent.labd.WorkClient;
import io.labctl.agent.policy.Policy;
import io.labctl.agent.present.PresentLook;
import io.labctl.agent.state.Remembered;
import io.labctl.agent.status.ChannelState;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.Vitals;
import io.labctl.catalog.work.WorkItem;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChannelTest {
    private static final String WORK = "/agent/v1/work";
    private static final String RESULT = WORK + "/" + new UUID(0, 7) + "/result";
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir private Path folder;
    private final Stop stop = new Stop();
    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void an_error_is_told_and_the_channel_tried_again() throws Exception {
        var noted =
                new Remembered<>(
                        folder.resolve("channel.json"), ChannelState.class, WireJson.mapper());

        try (var open = channel(noted).open()) {
            open.thread().join(Duration.ofSeconds(20));

            assertThat(noted.read())
                    .hasValueSatisfying(
                            state ->
                                    assertThat(state.error())
                                            .isEqualTo(
                                                    "unexpected error: java.lang.StackOverflowError"));
        }

        assertThat(tries).hasValue(2);
    }

    @Test
    void a_look_that_takes_long_holds_up_nothing_else() throws Exception {
        var go = new CountDownLatch(1);
        var kill = new CompletableFuture<WorkItem>();
        var look = new WorkItem(new UUID(0, 7), new Action.ShowResources("slow", "x"), LONG);
        var end = new WorkItem(new UUID(0, 8), new Action.Kill(new UUID(0, 9)), LONG);
        var machine = new PresentLook(new TreeMap<>(Map.of("slow", _ -> whenOver(go))));
        var doing =
                new Doing(
                        Policy.None::new,
                        () -> machine,
                        kill::complete,
                        WireJson.mapper(),
                        "1.2.3",
                        stop);
        var authority = new TestAuthority();
        try (var labd = new FakeLabd(authority)) {
            labd.answers(WORK, Answer.of(204), Answer.json(200, look), Answer.json(200, end));
            labd.answers(RESULT, Answer.of(503), Answer.of(204));
            labd.hangs(WORK);
            Identity identity = authority.identity("lab://agent/metal/prod/web1", labd.uri());
            try (var _ = channel(() -> client(identity), doing).open()) {
                assertThat(kill.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(end);
                assertThat(labd.requests(RESULT)).isEmpty();

                go.countDown();

                await().until(() -> labd.requests(RESULT).size() == 2);
                stop.signal();
            }
            assertThat(labd.requests(RESULT).getLast().text()).contains("\"state\":\"done\"");
        }
    }

    @Test
    void that_labd_has_answered_is_told_once() throws Exception {
        var authority = new TestAuthority();
        try (var labd = new FakeLabd(authority)) {
            labd.answers(WORK, Answer.of(204));
            labd.hangs(WORK);
            Identity identity = authority.identity("lab://agent/metal/prod/web1", labd.uri());
            var channel = channel(() -> client(identity), doing(new PresentLook(new TreeMap<>())));
            assertThat(channel.hasTalked()).isFalse();
            try (var _ = channel.open()) {
                await().until(channel::hasTalked);

                assertThat(channel.hasTalked()).isFalse();
                stop.signal();
            }
        }
    }

    private static List<Resource> whenOver(CountDownLatch go) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.of();
    }

    private Doing doing(PresentLook machine) {
        return new Doing(
                Policy.None::new, () -> machine, _ -> {}, WireJson.mapper(), "1.2.3", stop);
    }

    private WorkClient client(Identity identity) {
        var route = new Route(identity.server(), Optional.empty());
        var exchange = new Exchange(route, identity.tls(), new Retries(stop, new Random(1)), stop);
        return new WorkClient(
                exchange, WireJson.mapper(), () -> new Vitals(null, null, null, null, null));
    }

    private Channel channel(Supplier<WorkClient> labd, Doing doing) {
        var noted =
                new Remembered<>(
                        folder.resolve("channel.json"), ChannelState.class, WireJson.mapper());
        var time = new Timekeeper(Clock.systemUTC(), System::nanoTime);
        return new Channel(labd, doing, new ChannelNews(noted, time), time, stop, () -> 0L);
    }

    private Channel channel(Remembered<ChannelState> noted) {
        var time = new Timekeeper(Clock.systemUTC(), System::nanoTime);
        var machine = new PresentLook(new TreeMap<>());
        return new Channel(
                () -> {
                    if (tries.incrementAndGet() == 2) {
                        stop.signal();
                    }
                    throw new StackOverflowError();
                },
                doing(machine),
                new ChannelNews(noted, time),
                time,
                stop,
                () -> 0L);
    }
}
