package io.labctl.master.session;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.session.Frame;
import io.labctl.master.http.FrameSink;
import io.labctl.master.http.FrameSource;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
import io.labctl.master.openapi.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/** {@code /agent/v1/sessions/{id}}: a session as its agent has it. */
@Path("/agent/v1/sessions/{id}")
public final class AgentSessionResource {
    private final SessionDesk desk;

    public AgentSessionResource(SessionDesk desk) {
        this.desk = desk;
    }

    @GET
    @Path("input")
    @Produces(Frame.MEDIA_TYPE)
    @Allows(Allows.Audience.AGENTS)
    @Answers(byte[].class)
    public FrameSink input(@Context SecurityContext who, @PathParam("id") String id) {
        return desk.agentReads(Caller.agent(who), SessionId.of(id));
    }

    @POST
    @Path("output")
    @Consumes(Frame.MEDIA_TYPE)
    @Allows(Allows.Audience.AGENTS)
    @Answers(status = 204)
    @Answers(value = Problem.class, status = 409)
    public FrameSource output(@Context SecurityContext who, @PathParam("id") String id) {
        return desk.agentWrites(Caller.agent(who), SessionId.of(id));
    }
}
