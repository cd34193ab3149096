package io.labctl.master.work;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.work.WorkRequest;
import io.labctl.catalog.work.WorkView;
import io.labctl.master.http.Later;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
import io.labctl.master.openapi.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/**
 * {@code POST /api/v1/servers/{name}/work}: answered when the work has ended, one way or another.
 */
@Path("/api/v1/servers")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class WorkResource {
    private final AskForWork askForWork;

    public WorkResource(AskForWork askForWork) {
        this.askForWork = askForWork;
    }

    @POST
    @Path("{name}/work")
    @Allows(Allows.Audience.PEOPLE)
    @Answers(WorkView.class)
    public Later ask(
            @Context SecurityContext who, @PathParam("name") String name, WorkRequest request) {
        return askForWork.ask(Caller.of(who), new ServerName(name), request);
    }
}
