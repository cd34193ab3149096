package io.labctl.master.session;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.master.http.FrameSink;
import io.labctl.master.http.FrameSource;
import io.labctl.master.identity.Allows;
import io.labctl.master.openapi.Answers;
import io.labctl.master.relay.Behalf;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.jspecify.annotations.Nullable;

/**
 * {@code /replica/v1/sessions/{id}}: a session that is met here, for those who came to another labd
 * of the same database. That has looked at their certificates; nobody is passed on from here.
 */
@Path("/replica/v1/sessions/{id}")
public final class ReplicaSessionResource {
    private final SessionDesk desk;

    public ReplicaSessionResource(SessionDesk desk) {
        this.desk = desk;
    }

    /** It is met at the other labd by now. */
    @DELETE
    @Allows(Allows.Audience.REPLICAS)
    public void moved(@PathParam("id") String id) {
        desk.connections().moved(SessionPath.id(id));
    }

    @GET
    @Path("input")
    @Produces(Frame.MEDIA_TYPE)
    @Allows(Allows.Audience.REPLICAS)
    @Answers(byte[].class)
    @Answers(value = Problem.class, status = 410)
    public FrameSink agentReads(
            @PathParam("id") String id,
            @HeaderParam(Behalf.IDENTITY) @Nullable String identity,
            @HeaderParam(Behalf.CERTIFICATE) @Nullable String certificate) {
        return AgentSessionResource.input(
                desk.connections()
                        .agentReadsHere(Behalf.agent(identity, certificate), SessionPath.id(id)),
                id);
    }

    @POST
    @Path("output")
    @Consumes(Frame.MEDIA_TYPE)
    @Allows(Allows.Audience.REPLICAS)
    @Answers(status = 204)
    @Answers(value = Problem.class, status = 409)
    public FrameSource agentWrites(
            @PathParam("id") String id,
            @HeaderParam(Behalf.IDENTITY) @Nullable String identity,
            @HeaderParam(Behalf.CERTIFICATE) @Nullable String certificate,
            @HeaderParam(SessionTerms.TURN) @Nullable String turn) {
        return desk.connections()
                .agentWritesHere(
                        Behalf.agent(identity, certificate),
                        SessionPath.id(id),
                        SessionPath.turn(turn));
    }

    @POST
    @Path("input")
    @Consumes(Frame.MEDIA_TYPE)
    @Allows(Allows.Audience.REPLICAS)
    @Answers(status = 204)
    @Answers(value = Problem.class, status = 409)
    public FrameSource callerWrites(
            @PathParam("id") String id,
            @HeaderParam(Behalf.IDENTITY) @Nullable String identity,
            @HeaderParam(Behalf.CERTIFICATE) @Nullable String certificate,
            @HeaderParam(SessionTerms.TURN) @Nullable String turn) {
        return desk.connections()
                .callerWritesHere(
                        Behalf.person(identity, certificate),
                        SessionPath.id(id),
                        SessionPath.turn(turn));
    }
}
