package io.labctl.master.report;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.report.Report;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
import io.labctl.master.openapi.Answers;
import io.labctl.master.server.Presence;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Duration;
import java.util.Optional;

/** {@code POST /agent/v1/reports}: idempotent by the run's id, and only so much in a day. */
@Path("/agent/v1/reports")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class AgentReportResource {
    private final TakeReport takeReport;
    private final Presence presence;

    public AgentReportResource(TakeReport takeReport, Presence presence) {
        this.takeReport = takeReport;
        this.presence = presence;
    }

    @POST
    @Allows(Allows.Audience.AGENTS)
    @Answers(status = 204)
    @Answers(value = Problem.class, status = 409)
    @Answers(value = Problem.class, status = 429)
    public Response take(@Context SecurityContext who, Report report) {
        Caller.Agent agent = Caller.agent(who);
        Optional<Duration> wait = takeReport.take(agent, report);
        presence.heard(agent.id().server(), report.agentVersion(), null);
        return wait.map(AgentReportResource::later).orElseGet(Response.noContent()::build);
    }

    private static Response later(Duration wait) {
        long seconds = Math.max(1, wait.toSeconds());
        var problem =
                Problem.of(
                        Problem.TOO_MANY,
                        Response.Status.TOO_MANY_REQUESTS.getReasonPhrase(),
                        Response.Status.TOO_MANY_REQUESTS.getStatusCode(),
                        "this server has reported as much as it may in a day; the next report is taken in %d seconds"
                                .formatted(seconds));
        return Response.status(Response.Status.TOO_MANY_REQUESTS)
                .header(HttpHeaders.RETRY_AFTER, seconds)
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
