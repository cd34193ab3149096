package io.labctl.agent.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.policy.Policy;
import io.labctl.agent.present.PresentLook;
import io.labctl.agent.state.Remembered;
import io.labctl.agent.status.ChannelState;
import io.labctl.agent.time.Stop;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.wire.WireJson;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChannelTest {
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
                new Doing(
                        Policy.None::new, () -> machine, _ -> {}, WireJson.mapper(), "1.2.3", stop),
                new ChannelNews(noted, time),
                time,
                stop,
                () -> 0L);
    }
}
