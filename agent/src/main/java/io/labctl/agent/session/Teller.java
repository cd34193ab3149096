package io.labctl.agent.session;

import io.labctl.agent.labd.SessionClient;
import io.labctl.agent.labd.SessionLine;
import io.labctl.agent.time.Backoff;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkItem;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says things to labd until it has heard them. The identity is read anew for each try: it may have
 * been replaced. Safe for use by many threads.
 */
final class Teller {
    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

    /** What every clock can count to. */
    static final Duration AS_LONG_AS_IT_LIVES = Duration.ofDays(3650);

    private final SessionLine labd;
    private final Waiting waiting;

    Teller(SessionLine labd, Waiting waiting) {
        this.labd = labd;
        this.waiting = waiting;
    }

    /** Something to say; answers why labd never takes it, or empty when it has. */
    private interface Word {
        Optional<String> say(SessionClient client) throws IOException;
    }

    /** What came of it. */
    private enum Heard {
        TAKEN,
        NOT_TAKEN,
        NEVER_HEARD
    }

    /** Whether labd leaves this work to this agent; asked for as long as someone waits for it. */
    boolean mayStart(WorkItem item) {
        return said(item.id(), "receipt", item.within(), client -> client.receive(item.id()))
                == Heard.TAKEN;
    }

    /**
     * Tells how work ended.
     *
     * @return false when labd has not heard it in time
     */
    boolean tell(UUID id, WorkEnd end, Duration within) {
        return said(id, "result", within, client -> client.tell(id, end)) != Heard.NEVER_HEARD
                || (waiting.stop().requested() && tellLast(id, end));
    }

    /** The same, with one try, while the agent stops. */
    boolean tellLast(UUID id, WorkEnd end) {
        try (SessionClient client = labd.client()) {
            return client.tellLast(id, end);
        } catch (LabException e) {
            LOG.atDebug().setCause(e).log("labd has not heard the last word");
            return false;
        }
    }

    private Heard said(UUID id, String what, Duration within, Word word) {
        long begun = waiting.time().mark();
        Backoff pauses = waiting.pauses();
        String trouble;
        do {
            try (SessionClient client = labd.client()) {
                Optional<String> why = word.say(client);
                why.ifPresent(each -> notTaken(id, what, each));
                return why.isEmpty() ? Heard.TAKEN : Heard.NOT_TAKEN;
            } catch (IOException e) {
                trouble = String.valueOf(e.getMessage());
            } catch (LabException e) {
                trouble = e.sentence();
            }
        } while (!waiting.stop().pause(pauses.next())
                && waiting.time().since(begun).compareTo(within) < 0);
        if (!waiting.stop().requested()) {
            notTaken(id, what, trouble);
        }
        return Heard.NEVER_HEARD;
    }

    private static void notTaken(UUID id, String what, String why) {
        LOG.atWarn()
                .addKeyValue("work", id)
                .addKeyValue("word", what)
                .addKeyValue("reason", why)
                .log("word not taken");
    }
}
