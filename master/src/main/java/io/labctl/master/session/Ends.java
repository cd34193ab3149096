package io.labctl.master.session;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.master.identity.Caller;
import io.labctl.master.recording.Recorder;
import io.labctl.master.work.WorkDesk;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Writes down how commands have ended, and tells it to who is connected. */
final class Ends {
    private static final Logger LOG = LoggerFactory.getLogger(Ends.class);

    private final WorkDesk work;
    private final SessionLedger ledger;
    private final JsonMapper json;

    Ends(WorkDesk work, SessionLedger ledger, JsonMapper json) {
        this.work = work;
        this.ledger = ledger;
        this.json = json;
    }

    /** What counts is what is written down, whatever the agent says. */
    void said(Caller.Agent agent, Place place, Said said) {
        try {
            WorkEnd end = end(said);
            ledger.countWhole(place);
            place.meeting().recorder().ifPresent(Recorder::finish);
            WorkEnd written = work.end(agent, place.id(), end);
            boolean _ = place.meeting().end(said, json.writeValueAsString(written));
        } catch (LabException | JdbiException e) {
            LOG.atWarn().addKeyValue("session", place.id()).setCause(e).log("end not taken");
            place.meeting().cut(said);
        }
    }

    private WorkEnd end(Said said) {
        byte[] bytes = said.end().text().getBytes(StandardCharsets.UTF_8);
        WorkEnd end = WireJson.read(json, bytes, WorkEnd.class, "the end");
        if (!WorkEnd.isByAgent(end)) {
            throw new InvalidInput(
                    "an agent cannot say that work is '%s'".formatted(WorkEnd.word(end)));
        }
        return end;
    }

    /** The caller gets this end, and no more output before it. */
    void conclude(Place place, WorkEnd end) {
        tell(place, end);
        ledger.count(place);
    }

    /** The same, without a word to the database. */
    void tell(Place place, WorkEnd end) {
        place.meeting().end(json.writeValueAsString(end));
    }
}
