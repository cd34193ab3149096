package io.labctl.master.server;

import io.labctl.catalog.name.ServerName;
import io.labctl.master.ca.CertificateRepository;
import io.labctl.master.identity.Caller;
import io.labctl.master.identity.CertificateCallers;
import io.labctl.master.recording.RecordingRepository;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a server out and revokes what its agent holds; the name is free again. */
public final class DeleteServer {
    private static final Logger LOG = LoggerFactory.getLogger(DeleteServer.class);

    private final Jdbi jdbi;
    private final ServerRepository servers;
    private final CertificateRepository certificates;
    private final RecordingRepository recordings;
    private final CertificateCallers callers;
    private final Clock clock;

    public DeleteServer(
            Jdbi jdbi,
            ServerRepository servers,
            CertificateRepository certificates,
            RecordingRepository recordings,
            CertificateCallers callers,
            Clock clock) {
        this.jdbi = jdbi;
        this.servers = servers;
        this.certificates = certificates;
        this.recordings = recordings;
        this.callers = callers;
        this.clock = clock;
    }

    void delete(Caller caller, ServerName name) {
        int recorded =
                jdbi.inTransaction(
                        db -> {
                            // The row is locked first: an enrolment that is under way is waited
                            // for, and
                            // its certificate revoked too.
                            ServerRow server =
                                    servers.findForUpdate(db, name)
                                            .orElseThrow(() -> Servers.missing(name));
                            certificates.revokeAll(db, server.id().toString(), clock.instant());
                            int count = recordings.countOn(db, name);
                            servers.delete(db, name);
                            return count;
                        });
        callers.forget();
        LOG.atInfo()
                .addKeyValue("caller", caller.getName())
                .addKeyValue("server", name)
                .addKeyValue("recordings", recorded)
                .log("server deleted");
    }
}
