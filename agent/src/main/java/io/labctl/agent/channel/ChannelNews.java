package io.labctl.agent.channel;

import io.labctl.agent.state.Remembered;
import io.labctl.agent.status.ChannelState;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is told of the channel: in the log when it comes and goes, and for {@code status}. */
public final class ChannelNews {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelNews.class);

    private final Remembered<ChannelState> file;
    private final Timekeeper time;
    private @Nullable ChannelState last;
    private boolean isClosed;

    public ChannelNews(Remembered<ChannelState> file, Timekeeper time) {
        this.file = file;
        this.time = time;
    }

    synchronized void open() {
        if (!isClosed && (last == null || last.error() != null)) {
            LOG.info("channel to labd is open");
            remember(ChannelState.open(time.now()));
        }
    }

    synchronized boolean isOpen() {
        return last != null && last.error() == null;
    }

    synchronized void away(String error) {
        if (isClosed || (last != null && error.equals(last.error()))) {
            return;
        }
        LOG.atInfo().addKeyValue("reason", error).log("no channel to labd");
        boolean wasOpen = last == null || last.error() == null;
        remember(new ChannelState(last == null || wasOpen ? time.now() : last.since(), error));
    }

    private void remember(ChannelState state) {
        last = state;
        try {
            file.write(state);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", FileTrouble.sentence(e)).log("channel not noted");
        }
    }

    /**
     * There is no channel without a daemon: what its thread still says while it ends is no news,
     * and could not be written once that thread is interrupted.
     */
    synchronized void close() {
        isClosed = true;
        forget();
    }

    /** What a daemon before this one had no time to take away. */
    synchronized void forget() {
        try {
            file.forget();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", FileTrouble.sentence(e)).log("channel still noted");
        }
    }
}
