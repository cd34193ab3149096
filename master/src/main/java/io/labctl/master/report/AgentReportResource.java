package io.labctl.master.report;

import io.labctl.catalog.report.Report;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
import io.labctl.master.server.Presence;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;

/** {@code POST /agent/v1/reports}: idempotent by the run's id. */
@Path("/agent/v1/reports")
@Consumes(MediaType.APPLICATION_JSON)
public final class AgentReportResource {
    private final TakeReport takeReport;
    private final Presence presence;

    public AgentReportResource(TakeReport takeReport, Presence presence) {
        this.takeReport = takeReport;
        this.presence = presence;
    }

    @POST
    @Allows(Allows.Audience.AGENTS)
    public void take(@Context SecurityContext who, Report report) {
        Caller.Agent agent = Caller.agent(who);
        takeReport.take(agent, report);
        presence.heard(agent.id().server(), report.agentVersion(), null);
    }
}
