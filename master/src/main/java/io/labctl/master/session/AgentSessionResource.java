package io.labctl.master.session;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.master.http.FrameSink;
import io.labctl.master.http.FrameSource;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
import io.labctl.master.openapi.Answers;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;

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
    @Answers(value = Problem.class, status = 410)
    public FrameSink input(@Context SecurityContext who, @PathParam("id") String id) {
        return input(desk.connections().agentReads(Caller.agent(who), SessionPath.id(id)), id);
    }

    static FrameSink input(AgentReads reads, String id) {
        return switch (reads) {
            case AgentReads.There(FrameSink input) -> input;
            case AgentReads.Nobody _ ->
                    throw new NotFound("nobody is there for session %s".formatted(id));
            case AgentReads.Over _ ->
                    throw new ClientErrorException(
                            "session %s has ended, and nobody is there for it".formatted(id),
                            Response.Status.GONE);
        };
    }

    @POST
    @Path("output")
    @Consumes(Frame.MEDIA_TYPE)
    @Allows(Allows.Audience.AGENTS)
    @Answers(status = 204)
    @Answers(value = Problem.class, status = 409)
    public FrameSource output(
            @Context SecurityContext who,
            @PathParam("id") String id,
            @HeaderParam(SessionTerms.TURN) @Nullable String turn) {
        return desk.connections()
                .agentWrites(Caller.agent(who), SessionPath.id(id), SessionPath.turn(turn));
    }
}
