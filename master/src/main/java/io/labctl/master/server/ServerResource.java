package io.labctl.master.server;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.ServerName;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/servers}: the list, the facts, and taking one out. */
@Path("/api/v1/servers")
@Produces(MediaType.APPLICATION_JSON)
public final class ServerResource {
    private final Servers servers;
    private final DeleteServer deleteServer;

    public ServerResource(Servers servers, DeleteServer deleteServer) {
        this.servers = servers;
        this.deleteServer = deleteServer;
    }

    @GET
    @Allows(Allows.Audience.PEOPLE)
    public Items<ServerView> list(
            @QueryParam("cloud") @Nullable String cloud,
            @QueryParam("env") @Nullable String environment,
            @QueryParam("label") List<String> labels) {
        return new Items<>(servers.list(cloud, environment, labels));
    }

    @GET
    @Path("{name}/facts")
    @Allows(Allows.Audience.PEOPLE)
    public Facts facts(@PathParam("name") String name) {
        return servers.facts(new ServerName(name));
    }

    @DELETE
    @Path("{name}")
    @Allows(Allows.Audience.PEOPLE)
    public void delete(@Context SecurityContext who, @PathParam("name") String name) {
        deleteServer.delete(Caller.of(who), new ServerName(name));
    }
}
