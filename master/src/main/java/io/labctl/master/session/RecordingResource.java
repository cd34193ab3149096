package io.labctl.master.session;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.api.RecordingPage;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
import io.labctl.master.openapi.Answers;
import io.labctl.master.recording.Position;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;

/**
 * {@code /api/v1/sessions/{id}/recording}: what a session's terminal has shown, page by page; each
 * says from where on the next one is.
 */
@Path("/api/v1/sessions/{id}/recording")
public final class RecordingResource {
    private final ShowRecording show;

    public RecordingResource(ShowRecording show) {
        this.show = show;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Allows(Allows.Audience.PEOPLE)
    @Answers(RecordingPage.class)
    @Answers(value = Problem.class, status = 409)
    public RecordingPage recording(
            @Context SecurityContext who,
            @PathParam("id") String id,
            @QueryParam("from") @Nullable String from) {
        return show.show(Caller.person(who), SessionPath.id(id), Position.of(from));
    }
}
