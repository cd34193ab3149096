package io.labctl.master.health;

import io.labctl.catalog.api.HealthView;
import io.labctl.catalog.api.VersionView;
import io.labctl.master.identity.Allows;
import io.labctl.master.openapi.Answers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The health routes, which probes and load balancers call without a certificate. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class HealthResource {
    private final Health health;
    private final String version;
    private final String roots;

    /**
     * @param roots the root certificates in PEM, which anyone may have
     */
    public HealthResource(Health health, String version, String roots) {
        this.health = health;
        this.version = version;
        this.roots = roots;
    }

    @GET
    @Path("healthz")
    @Produces(MediaType.TEXT_PLAIN)
    @Allows(Allows.Audience.ANYONE)
    public String healthz() {
        return "ok\n";
    }

    /** This process runs and answers. */
    @GET
    @Path("health/live")
    @Allows(Allows.Audience.ANYONE)
    public HealthView live() {
        return HealthView.OK;
    }

    /** It can serve: its database answers and can write. */
    @GET
    @Path("health/ready")
    @Allows(Allows.Audience.ANYONE)
    @Answers(HealthView.class)
    @Answers(value = HealthView.class, status = 503)
    public Response ready() {
        return answer(health.check());
    }

    @GET
    @Path("health")
    @Allows(Allows.Audience.ANYONE)
    @Answers(HealthView.class)
    @Answers(value = HealthView.class, status = 503)
    public Response health() {
        return ready();
    }

    /** The same with figures, which are not for strangers. */
    @GET
    @Path("health/detailed")
    @Allows(Allows.Audience.PEOPLE)
    @Answers(HealthView.class)
    @Answers(value = HealthView.class, status = 503)
    public Response detailed() {
        return answer(health.detailed());
    }

    @GET
    @Path("api/v1/version")
    @Allows(Allows.Audience.ANYONE)
    public VersionView version() {
        return new VersionView(version);
    }

    @GET
    @Path("ca.pem")
    @Produces("application/x-pem-file")
    @Allows(Allows.Audience.ANYONE)
    public String ca() {
        return roots;
    }

    private static Response answer(HealthView view) {
        return Response.status(
                        view.healthy() ? Response.Status.OK : Response.Status.SERVICE_UNAVAILABLE)
                .entity(view)
                .build();
    }
}
