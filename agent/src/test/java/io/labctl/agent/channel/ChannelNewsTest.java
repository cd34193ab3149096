package io.labctl.agent.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.state.Remembered;
import io.labctl.agent.status.ChannelState;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.wire.WireJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelNewsTest {
    @TempDir private Path folder;
    private Path file;
    private Remembered<ChannelState> noted;
    private ChannelNews news;

    @BeforeEach
    void makeNews() {
        file = folder.resolve("channel.json");
        noted = new Remembered<>(file, ChannelState.class, WireJson.mapper());
        news = new ChannelNews(noted, new Timekeeper(Clock.systemUTC(), System::nanoTime));
    }

    @Test
    void the_same_reason_is_noted_once() throws Exception {
        news.away("labd is stopping");
        Files.delete(file);

        news.away("labd is stopping");

        assertThat(file).doesNotExist();
    }

    @Test
    void another_reason_is_noted_and_it_is_away_since_the_first() throws Exception {
        news.away("labd is stopping");
        Instant since = noted.read().orElseThrow().since();

        news.away("no route to host");

        assertThat(noted.read()).contains(new ChannelState(since, "no route to host"));
    }

    @Test
    void what_is_said_after_the_end_is_no_news() {
        news.open();

        news.close();
        news.away("labd is stopping");
        news.open();

        assertThat(file).doesNotExist();
    }

    @Test
    void the_reason_of_before_is_news_again_after_it_was_open() throws Exception {
        news.away("labd is stopping");
        news.open();
        news.away("labd is stopping");

        assertThat(noted.read().orElseThrow().error()).isEqualTo("labd is stopping");
    }
}
