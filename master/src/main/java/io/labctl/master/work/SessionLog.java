package io.labctl.master.work;

import io.labctl.catalog.work.WorkEnd;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Tells who ran a command where, when it is asked for and when its end is written down. */
public final class SessionLog {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLog.class);

    public void asked(Asked session) {
        LOG.atInfo()
                .addKeyValue("caller", session.by())
                .addKeyValue("server", session.server())
                .addKeyValue("session", session.id())
                .log("session asked");
    }

    /** Says nothing of other work. */
    void ended(JustEnded work) {
        if (!work.isSession()) {
            return;
        }
        LoggingEventBuilder line =
                LOG.atInfo()
                        .addKeyValue("caller", work.by())
                        .addKeyValue("server", work.server())
                        .addKeyValue("session", work.id())
                        .addKeyValue("end", WorkEnd.word(work.end()));
        if (work.end() instanceof WorkEnd.Exited(int code)) {
            line = line.addKeyValue("code", code);
        }
        if (work.bytesIn() != null && work.bytesOut() != null) {
            line =
                    line.addKeyValue("bytesIn", work.bytesIn())
                            .addKeyValue("bytesOut", work.bytesOut());
        }
        line.log("session ended");
    }
}
