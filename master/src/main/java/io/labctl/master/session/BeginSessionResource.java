package io.labctl.master.session;

import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
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
    private final BeginSession beginSession;

    public BeginSessionResource(BeginSession beginSession) {
        this.beginSession = beginSession;
    }

    @POST
    @Path("{name}/sessions")
    @Allows(Allows.Audience.PEOPLE)
    public SessionView begin(
            @Context SecurityContext who, @PathParam("name") String name, SessionRequest request) {
        return beginSession.begin(Caller.person(who), new ServerName(name), request);
    }
}
