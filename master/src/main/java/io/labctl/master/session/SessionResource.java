package io.labctl.master.session;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.Problem;
import io.labctl.catalog.api.ReportQuery;
import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.master.http.FrameSink;
import io.labctl.master.http.FrameSource;
import io.labctl.master.http.ListLimit;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
import io.labctl.master.openapi.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/sessions}: sessions as their caller has them. */
@Path("/api/v1/sessions")
public final class SessionResource {
    private final SessionDesk desk;

    public SessionResource(SessionDesk desk) {
        this.desk = desk;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Allows(Allows.Audience.PEOPLE)
    public Items<SessionView> list(
            @Context SecurityContext who,
            @QueryParam("server") @Nullable String server,
            @QueryParam("limit") @DefaultValue("" + ReportQuery.USUAL) String limit) {
        return new Items<>(
                desk.list(
                        Caller.person(who),
                        server == null ? null : new ServerName(server),
                        ListLimit.of(limit)));
    }

    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Allows(Allows.Audience.PEOPLE)
    public SessionView view(@Context SecurityContext who, @PathParam("id") String id) {
        return desk.view(Caller.person(who), SessionPath.id(id));
    }

    @DELETE
    @Path("{id}")
    @Allows(Allows.Audience.PEOPLE)
    public void kill(@Context SecurityContext who, @PathParam("id") String id) {
        desk.kill(Caller.person(who), SessionPath.id(id));
    }

    @GET
    @Path("{id}/output")
    @Produces(Frame.MEDIA_TYPE)
    @Allows(Allows.Audience.PEOPLE)
    @Answers(byte[].class)
    public FrameSink output(
            @Context SecurityContext who,
            @PathParam("id") String id,
            @QueryParam("from") @DefaultValue("0") String from) {
        return desk.callerReads(Caller.person(who), SessionPath.id(id), place(from));
    }

    private static long place(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw InvalidInput.inField("from", "from is not a number of bytes");
        }
        return Long.parseLong(text);
    }

    @POST
    @Path("{id}/input")
    @Consumes(Frame.MEDIA_TYPE)
    @Allows(Allows.Audience.PEOPLE)
    @Answers(status = 204)
    @Answers(value = Problem.class, status = 409)
    public FrameSource input(
            @Context SecurityContext who,
            @PathParam("id") String id,
            @HeaderParam(SessionTerms.TURN) @Nullable String turn) {
        return desk.connections()
                .callerWrites(Caller.person(who), SessionPath.id(id), SessionPath.turn(turn));
    }
}
