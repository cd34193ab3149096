package io.labctl.master.work;

import io.labctl.catalog.api.Problem;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.time.Span;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Vitals;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkItem;
import io.labctl.catalog.work.WorkResult;
import io.labctl.master.http.Later;
import io.labctl.master.http.PathId;
import io.labctl.master.identity.Allows;
import io.labctl.master.identity.Caller;
import io.labctl.master.openapi.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code GET /agent/v1/work}, the long poll, {@code DELETE /agent/v1/work}, its end, and {@code PUT
 * /agent/v1/work/{id}/receipt} and {@code …/result}, both idempotent.
 */
@Path("/agent/v1/work")
@Produces(MediaType.APPLICATION_JSON)
public final class AgentWorkResource {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final WorkDesk desk;
    private final Leases leases;
    private final JsonMapper mapper;

    public AgentWorkResource(WorkDesk desk, Leases leases, JsonMapper mapper) {
        this.desk = desk;
        this.leases = leases;
        this.mapper = mapper;
    }

    @GET
    @Allows(Allows.Audience.AGENTS)
    @Answers(WorkItem.class)
    @Answers(status = 204)
    @Answers(value = Problem.class, status = 409)
    public Later next(
            @Context SecurityContext who,
            @QueryParam("wait") @DefaultValue("25s") String wait,
            @HeaderParam(Vitals.HEADER) @Nullable String vitals) {
        Caller.Agent agent = Caller.agent(who);
        Optional<Vitals> said = vitals(vitals);
        said.map(Vitals::sessions).ifPresent(sessions -> leases.renew(agent, sessions));
        return desk.next(agent, span(wait), said);
    }

    @DELETE
    @Allows(Allows.Audience.AGENTS)
    public void leave(@Context SecurityContext who) {
        desk.leave(Caller.agent(who));
    }

    @PUT
    @Path("{id}/receipt")
    @Allows(Allows.Audience.AGENTS)
    @Answers(status = 204)
    @Answers(value = Problem.class, status = 409)
    public void receipt(@Context SecurityContext who, @PathParam("id") String id) {
        leases.receive(Caller.agent(who), id(id));
    }

    @PUT
    @Path("{id}/result")
    @Consumes(MediaType.APPLICATION_JSON)
    @Allows(Allows.Audience.AGENTS)
    public void result(
            @Context SecurityContext who, @PathParam("id") String id, WorkResult result) {
        if (!WorkEnd.isByAgent(result.end())) {
            throw InvalidInput.inField(
                    "end",
                    "an agent cannot say that work is '%s'".formatted(WorkEnd.word(result.end())));
        }
        desk.end(Caller.agent(who), id(id), result.end());
    }

    private Optional<Vitals> vitals(@Nullable String text) {
        return Optional.ofNullable(text)
                .map(json -> json.getBytes(StandardCharsets.UTF_8))
                .map(json -> WireJson.read(mapper, json, Vitals.class, Vitals.HEADER));
    }

    private static Duration span(String text) {
        return Span.parse(text)
                .filter(wait -> wait.compareTo(LONGEST) <= 0)
                .orElseThrow(
                        () ->
                                InvalidInput.inField(
                                        "wait",
                                        "wait '%s' is not a span up to 1m"
                                                .formatted(Printable.of(text))));
    }

    private static UUID id(String text) {
        return PathId.of(text, "the id of work");
    }
}
