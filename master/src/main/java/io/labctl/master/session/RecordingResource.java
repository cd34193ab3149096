package io.labctl.master.session;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.session.Frame;
import io.labctl.master.http.FrameSink;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
import io.labctl.master.openapi.Answers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

/**
 * {@code /api/v1/sessions/{id}/recording}: what a session's terminal has shown, as asciicast v2 in
 * frames of output. The end of the session comes last, when the recording is complete.
 */
@Path("/api/v1/sessions/{id}/recording")
public final class RecordingResource {
    private final ShowRecording show;

    public RecordingResource(ShowRecording show) {
        this.show = show;
    }

    @GET
    @Produces(Frame.MEDIA_TYPE)
    @Allows(Allows.Audience.PEOPLE)
    @Answers(byte[].class)
    @Answers(value = Problem.class, status = 409)
    public FrameSink recording(@Context SecurityContext who, @PathParam("id") String id) {
        return show.show(Caller.person(who), SessionPath.id(id));
    }
}
