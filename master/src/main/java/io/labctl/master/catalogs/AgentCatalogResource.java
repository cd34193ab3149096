package io.labctl.master.catalogs;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.api.Problem;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.ServerName;
import io.labctl.master.compile.CatalogCompiler;
import io.labctl.master.compile.CompileResult;
import io.labctl.master.compile.PackedCatalog;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
import io.labctl.master.openapi.Answers;
import io.labctl.master.server.Assignments;
import io.labctl.master.server.Presence;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /agent/v1/catalog}: facts in; a catalog, "not modified" or the reasons why not out.
 */
@Path("/agent/v1/catalog")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public final class AgentCatalogResource {
    private static final int UNPROCESSABLE = 422;

    private final CatalogCompiler compiler;
    private final Catalogs catalogs;
    private final Assignments assignments;
    private final Presence presence;
    private final ModuleRuns modules;

    public AgentCatalogResource(
            CatalogCompiler compiler,
            Catalogs catalogs,
            Assignments assignments,
            Presence presence,
            ModuleRuns modules) {
        this.compiler = compiler;
        this.catalogs = catalogs;
        this.assignments = assignments;
        this.presence = presence;
        this.modules = modules;
    }

    @POST
    @Allows(Allows.Audience.AGENTS)
    @Answers(Catalog.class)
    @Answers(status = 304)
    @Answers(value = Problem.class, status = 404)
    @Answers(value = Problem.class, status = UNPROCESSABLE)
    public Response catalog(
            @Context SecurityContext who,
            @HeaderParam(HttpHeaders.ACCEPT_ENCODING) @Nullable String accepted,
            CatalogRequest request) {
        Caller.Agent agent = Caller.agent(who);
        ServerName server = agent.id().server();
        var assignment = assignments.of(agent);
        presence.heard(server, request.agentVersion(), request.nextContact());
        if (request.work() != null) {
            String module = modules.of(agent, request.work());
            return ofModule(
                    agent,
                    module,
                    compiler.compileOnly(
                            module,
                            agent.id(),
                            assignment.role(),
                            assignment.labels().values(),
                            request.facts()),
                    accepted);
        }
        CompileResult result =
                compiler.compile(
                        agent.id(),
                        assignment.role(),
                        assignment.labels().values(),
                        request.facts());
        return switch (result) {
            case CompileResult.Done(PackedCatalog catalog, _) -> {
                boolean changed = !catalog.sha256().equals(request.have());
                catalogs.compiled(agent, catalog, assignment, changed);
                yield handOut(catalog, changed, accepted);
            }
            case CompileResult.Failed(List<Fault> faults) -> {
                List<String> sentences = faults.stream().map(Fault::sentence).toList();
                catalogs.failed(agent, sentences, assignment);
                yield refuse("the catalog of server '%s'".formatted(server), sentences);
            }
        };
    }

    /** It is no new state of the server, and nothing of it is written down. */
    private static Response ofModule(
            Caller.Agent agent, String module, CompileResult result, @Nullable String accepted) {
        return switch (result) {
            case CompileResult.Done(PackedCatalog catalog, _) -> handOut(catalog, true, accepted);
            case CompileResult.Failed(List<Fault> faults) ->
                    refuse(
                            "module '%s' for server '%s'".formatted(module, agent.id().server()),
                            faults.stream().map(Fault::sentence).toList());
        };
    }

    /**
     * The tag is the catalog's name in either coding, and so a weak one: agents check by it what
     * they have unpacked.
     */
    private static Response handOut(
            PackedCatalog catalog, boolean changed, @Nullable String accepted) {
        var tag = new EntityTag(catalog.sha256(), true);
        if (!changed) {
            return Response.notModified(tag)
                    .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                    .build();
        }
        Response.ResponseBuilder answer =
                ContentCoding.acceptsGzip(accepted)
                        ? Response.ok(catalog.gzip()).encoding(ContentCoding.GZIP)
                        : Response.ok(catalog.bytes());
        return answer.type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .tag(tag)
                .build();
    }

    private static Response refuse(String what, List<String> sentences) {
        var problem =
                new Problem(
                        Problem.COMPILE_FAILED,
                        "Compile failed",
                        UNPROCESSABLE,
                        "%s could not be compiled: %s".formatted(what, sentences.getFirst()),
                        null,
                        sentences);
        return Response.status(UNPROCESSABLE).type(Problem.MEDIA_TYPE).entity(problem).build();
    }
}
