package io.labctl.master.session;

import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.master.catalogs.ModuleRuns;
import io.labctl.master.identity.Caller;
import io.labctl.master.server.ServerRow;
import io.labctl.master.server.Servers;

/** Leaves a session for a server's agent, unless nothing could come of it. */
public final class BeginSession {
    private final Servers servers;
    private final ModuleRuns modules;
    private final SessionDesk desk;

    public BeginSession(Servers servers, ModuleRuns modules, SessionDesk desk) {
        this.servers = servers;
        this.modules = modules;
        this.desk = desk;
    }

    /**
     * Begins it.
     *
     * @throws io.labctl.catalog.error.NotFound when there is no such server, or no such module
     */
    SessionView begin(Caller.Person caller, ServerName name, SessionRequest request) {
        ServerRow server = servers.get(name);
        modules.check(server, request);
        return desk.begin(caller, server.name(), request);
    }
}
