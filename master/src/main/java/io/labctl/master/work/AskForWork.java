package io.labctl.master.work;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkRequest;
import io.labctl.master.http.Later;
import io.labctl.master.identity.Caller;
import io.labctl.master.server.ServerRow;
import io.labctl.master.server.Servers;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A person asks something of a server's agent. */
public final class AskForWork {
    private static final Logger LOG = LoggerFactory.getLogger(AskForWork.class);

    private final Servers servers;
    private final WorkDesk desk;
    private final Supplier<UUID> ids;
    private final Clock clock;

    public AskForWork(Servers servers, WorkDesk desk, Supplier<UUID> ids, Clock clock) {
        this.servers = servers;
        this.desk = desk;
        this.ids = ids;
        this.clock = clock;
    }

    Later ask(Caller caller, ServerName name, WorkRequest request) {
        Action.ShowResources action = askable(request.action());
        ServerRow server = servers.get(name);
        Instant now = clock.instant();
        var asked =
                new Asked(
                        ids.get(),
                        server.name(),
                        action,
                        caller.getName(),
                        now,
                        now.plus(request.within()));
        LOG.atInfo()
                .addKeyValue("caller", caller.getName())
                .addKeyValue("server", name)
                .addKeyValue("work", asked.id())
                .addKeyValue("what", "resource " + Printable.of(action.type()))
                .log("work asked");
        return desk.ask(asked, servers.view(server).lastSeen());
    }

    private static Action.ShowResources askable(Action action) {
        return switch (action) {
            case Action.ShowResources show -> show;
            case Action.Session _, Action.Attach _, Action.Kill _ ->
                    throw new InvalidInput(
                            "a command is run in a session: POST /api/v1/servers/{name}/sessions");
        };
    }
}
