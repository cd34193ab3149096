package io.labctl.master.catalogs;

import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.name.Printable;
import io.labctl.master.compile.CatalogCompiler;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
import io.labctl.master.openapi.Answers;
import io.labctl.master.server.Servers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /agent/v1/files/{sha256}}: content that the agent's own newest catalog names, or that
 * is of the one module that it applies just now.
 */
@Path("/agent/v1/files")
@Produces(MediaType.APPLICATION_OCTET_STREAM)
public final class AgentFileResource {
    private static final String ACCEPT_RANGES = "Accept-Ranges";
    private static final String CONTENT_RANGE = "Content-Range";

    private final CatalogCompiler compiler;
    private final Catalogs catalogs;
    private final Servers servers;
    private final ModuleRuns modules;

    public AgentFileResource(
            CatalogCompiler compiler, Catalogs catalogs, Servers servers, ModuleRuns modules) {
        this.compiler = compiler;
        this.catalogs = catalogs;
        this.servers = servers;
        this.modules = modules;
    }

    @GET
    @Path("{sha256}")
    @Allows(Allows.Audience.AGENTS)
    @Answers(byte[].class)
    @Answers(value = byte[].class, status = 206)
    @Answers(status = 416)
    public Response file(
            @Context SecurityContext who,
            @PathParam("sha256") String sha256,
            @HeaderParam("Range") @Nullable String range) {
        var server = servers.get(Caller.agent(who).id().server());
        byte[] content =
                (catalogs.names(server, sha256)
                                ? compiler.content(sha256)
                                : modules.content(server, sha256))
                        .orElse(null);
        if (content == null) {
            throw new NotFound(
                    "the catalog of server '%s' names no content %s"
                            .formatted(server.name(), Printable.of(sha256)));
        }
        var answer =
                switch (ByteRange.asked(Optional.ofNullable(range), content.length)) {
                    case ByteRange.Asked.Whole() -> Response.ok(content);
                    case ByteRange.Asked.Part(ByteRange part) ->
                            Response.status(Response.Status.PARTIAL_CONTENT)
                                    .header(CONTENT_RANGE, part.contentRange(content.length))
                                    .entity(
                                            Arrays.copyOfRange(
                                                    content, part.first(), part.last() + 1));
                    case ByteRange.Asked.Unsatisfiable() ->
                            Response.status(Response.Status.REQUESTED_RANGE_NOT_SATISFIABLE)
                                    .header(CONTENT_RANGE, "bytes */" + content.length);
                };
        return answer.header(ACCEPT_RANGES, "bytes").tag(sha256).build();
    }
}
