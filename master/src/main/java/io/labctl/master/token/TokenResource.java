package io.labctl.master.token;

import io.labctl.catalog.api.CreatedToken;
import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.Problem;
import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.api.TokenView;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
import io.labctl.master.openapi.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;

/** {@code /api/v1/tokens}. */
@Path("/api/v1/tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public final class TokenResource {
    private final Tokens tokens;

    public TokenResource(Tokens tokens) {
        this.tokens = tokens;
    }

    @POST
    @Allows(Allows.Audience.PEOPLE)
    @Answers(value = CreatedToken.class, status = 201)
    public Response create(@Context SecurityContext who, TokenRequest request) {
        CreatedToken created = tokens.create(Caller.of(who), request);
        return Response.status(Response.Status.CREATED).entity(created).build();
    }

    @GET
    @Allows(Allows.Audience.PEOPLE)
    public Items<TokenView> list() {
        return new Items<>(tokens.list());
    }

    @POST
    @Path("{id}/revoke")
    @Allows(Allows.Audience.PEOPLE)
    @Answers(TokenView.class)
    @Answers(value = Problem.class, status = 409)
    public TokenView revoke(@Context SecurityContext who, @PathParam("id") String id) {
        return tokens.revoke(Caller.of(who), id);
    }
}
