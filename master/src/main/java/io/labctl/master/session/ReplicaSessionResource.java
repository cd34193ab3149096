package io.labctl.master.session;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.master.ca.Serial;
import io.labctl.master.http.FrameSink;
import io.labctl.master.http.FrameSource;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
import io.labctl.master.openapi.Answers;
import io.labctl.master.relay.Behalf;
import io.labctl.master.relay.Replica;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import java.util.Set;
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
    public void moved(
            @PathParam("id") String id, @HeaderParam(Replica.HEADER) @Nullable String meant) {
        desk.connections().asked(meant).moved(SessionPath.id(id));
    }

    @GET
    @Path("input")
    @Produces(Frame.MEDIA_TYPE)
    @Allows(Allows.Audience.REPLICAS)
    @Answers(byte[].class)
    @Answers(value = Problem.class, status = 410)
    public FrameSink agentReads(
            @Context SecurityContext who,
            @PathParam("id") String id,
            @HeaderParam(Replica.HEADER) @Nullable String meant,
            @HeaderParam(Behalf.IDENTITY) @Nullable String identity,
            @HeaderParam(Behalf.CERTIFICATE) @Nullable String certificate) {
        Connections here = desk.connections().asked(meant);
        Caller.Agent agent = Behalf.agent(identity, certificate);
        return AgentSessionResource.input(
                here.agentReadsHere(agent, SessionPath.id(id), shown(who, agent.serial())), id);
    }

    @POST
    @Path("output")
    @Consumes(Frame.MEDIA_TYPE)
    @Allows(Allows.Audience.REPLICAS)
    @Answers(status = 204)
    @Answers(value = Problem.class, status = 409)
    public FrameSource agentWrites(
            @Context SecurityContext who,
            @PathParam("id") String id,
            @HeaderParam(Replica.HEADER) @Nullable String meant,
            @HeaderParam(Behalf.IDENTITY) @Nullable String identity,
            @HeaderParam(Behalf.CERTIFICATE) @Nullable String certificate,
            @HeaderParam(SessionTerms.TURN) @Nullable String turn) {
        Connections here = desk.connections().asked(meant);
        Caller.Agent agent = Behalf.agent(identity, certificate);
        return here.agentWritesHere(
                agent, SessionPath.id(id), SessionPath.turn(turn), shown(who, agent.serial()));
    }

    @POST
    @Path("input")
    @Consumes(Frame.MEDIA_TYPE)
    @Allows(Allows.Audience.REPLICAS)
    @Answers(status = 204)
    @Answers(value = Problem.class, status = 409)
    public FrameSource callerWrites(
            @Context SecurityContext who,
            @PathParam("id") String id,
            @HeaderParam(Replica.HEADER) @Nullable String meant,
            @HeaderParam(Behalf.IDENTITY) @Nullable String identity,
            @HeaderParam(Behalf.CERTIFICATE) @Nullable String certificate,
            @HeaderParam(SessionTerms.TURN) @Nullable String turn) {
        Connections here = desk.connections().asked(meant);
        Caller.Person person = Behalf.person(identity, certificate);
        return here.callerWritesHere(
                person, SessionPath.id(id), SessionPath.turn(turn), shown(who, person.serial()));
    }

    /** What it is passed on with is not good for longer than with what it came. */
    private static Set<Serial> shown(SecurityContext labd, Serial first) {
        return Set.copyOf(List.of(first, Caller.replica(labd).serial()));
    }
}
