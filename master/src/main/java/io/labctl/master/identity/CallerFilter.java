package io.labctl.master.identity;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.name.Printable;
import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/** Finds out who asks and whether one route is open to such a caller; runs before its endpoint. */
@Priority(Priorities.AUTHENTICATION)
public final class CallerFilter implements ContainerRequestFilter {
    /** The request property that holds the validated client certificate. */
    public static final String CERTIFICATE = "io.labctl.certificate";

    private final CertificateCallers callers;
    private final @Nullable Allows allows;

    /**
     * For one route.
     *
     * @param allows null when the route says nothing, and so is open to nobody
     */
    CallerFilter(CertificateCallers callers, @Nullable Allows allows) {
        this.callers = callers;
        this.allows = allows;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (allows == null) {
            throw new Denied("this route is open to nobody");
        }
        if (allows.value() == Allows.Audience.ANYONE) {
            return;
        }
        if (!(request.getProperty(CERTIFICATE) instanceof X509Certificate certificate)) {
            request.abortWith(unauthenticated(allows.value()));
            return;
        }
        Caller caller = callers.caller(certificate);
        if (!isWelcome(caller, allows.value())) {
            throw new Denied(
                    "%s may not use %s"
                            .formatted(
                                    caller.getName(),
                                    Printable.of(request.getUriInfo().getPath())));
        }
        request.setSecurityContext(new CallerContext(caller));
    }

    private static boolean isWelcome(Caller caller, Allows.Audience audience) {
        return switch (caller) {
            case Caller.Agent _ -> audience == Allows.Audience.AGENTS;
            case Caller.Person _ -> audience == Allows.Audience.PEOPLE;
            case Caller.Replica _ -> audience == Allows.Audience.REPLICAS;
            case Caller.Anonymous _ -> false;
        };
    }

    private static Response unauthenticated(Allows.Audience audience) {
        var problem =
                Problem.of(
                        Problem.UNAUTHENTICATED,
                        "Unauthenticated",
                        Response.Status.UNAUTHORIZED.getStatusCode(),
                        "this needs the client certificate of %s".formatted(audience.one()));
        return Response.status(Response.Status.UNAUTHORIZED)
                .type(Problem.MEDIA_TYPE)
                .entity(problem)
                .build();
    }
}
