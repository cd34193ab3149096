package io.labctl.master.openapi;

import io.labctl.master.identity.Allows;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /api/v1/openapi.json}. */
@Path("/api/v1/openapi.json")
@Produces(MediaType.APPLICATION_JSON)
public final class OpenApiResource {
    private final String document;

    /**
     * @param document as JSON
     */
    public OpenApiResource(String document) {
        this.document = document;
    }

    @GET
    @Allows(Allows.Audience.PEOPLE)
    public String openApi() {
        return document;
    }
}
