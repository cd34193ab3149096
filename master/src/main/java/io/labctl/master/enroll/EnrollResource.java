package io.labctl.master.enroll;

import io.labctl.catalog.api.EnrollRequest;
import io.labctl.catalog.api.EnrollResponse;
import io.labctl.catalog.api.Problem;
import io.labctl.master.identity.Allows;
import io.labctl.master.openapi.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** {@code /agent/v1/enroll}: the one route that an agent uses before it has a certificate. */
@Path("/agent/v1/enroll")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class EnrollResource {
    private final EnrollMachine enrollMachine;

    public EnrollResource(EnrollMachine enrollMachine) {
        this.enrollMachine = enrollMachine;
    }

    @POST
    @Allows(Allows.Audience.ANYONE)
    @Answers(value = EnrollResponse.class, status = 201)
    @Answers(value = Problem.class, status = 403)
    @Answers(value = Problem.class, status = 409)
    public Response enroll(EnrollRequest request) {
        EnrollResponse response = enrollMachine.enroll(request);
        return Response.status(Response.Status.CREATED).entity(response).build();
    }
}
