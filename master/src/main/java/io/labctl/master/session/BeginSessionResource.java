package io.labctl.master.session;

import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.master.catalogs.ModuleRuns;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
import io.labctl.master.server.ServerRow;
import io.labctl.master.server.Servers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/**
 * {@code POST /api/v1/servers/{name}/sessions}: answered at once; who asks then reads the output.
 */
@Path("/api/v1/servers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class BeginSessionResource {
    private final Servers servers;
    private final SessionDesk desk;
    private final ModuleRuns modules;

    public BeginSessionResource(Servers servers, SessionDesk desk, ModuleRuns modules) {
        this.servers = servers;
        this.desk = desk;
        this.modules = modules;
    }

    @POST
    @Path("{name}/sessions")
    @Allows(Allows.Audience.PEOPLE)
    public SessionView begin(
            @Context SecurityContext who, @PathParam("name") String name, SessionRequest request) {
        ServerRow server = servers.get(new ServerName(name));
        modules.check(server, request);
        return desk.begin(Caller.person(who), server.name(), request);
    }
}
