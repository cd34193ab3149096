package io.labctl.master.report;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.master.identity.Allows;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/reports}. */
@Path("/api/v1/reports")
@Produces(MediaType.APPLICATION_JSON)
public final class ReportResource {
    private static final int MOST = 1000;

    private final Reports reports;

    public ReportResource(Reports reports) {
        this.reports = reports;
    }

    @GET
    @Allows(Allows.Audience.PEOPLE)
    public Items<ReportSummary> list(
            @QueryParam("server") @Nullable String server,
            @QueryParam("outcome") @Nullable String outcome,
            @QueryParam("since") @Nullable String since,
            @QueryParam("limit") @DefaultValue("50") int limit) {
        if (limit < 1 || limit > MOST) {
            throw InvalidInput.inField("limit", "limit %d is not between 1 and %d".formatted(limit, MOST));
        }
        return new Items<>(reports.list(new ReportRepository.ReportQuery(
                server == null ? null : new ServerName(server),
                outcome == null ? null : outcome(outcome),
                since == null ? null : instant(since),
                limit)));
    }

    @GET
    @Path("{id}")
    @Allows(Allows.Audience.PEOPLE)
    public Report get(@PathParam("id") String id) {
        try {
            return reports.get(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            throw new InvalidInput("'%s' is not a report's id".formatted(Printable.of(id)), e);
        }
    }

    private static RunOutcome outcome(String word) {
        return Arrays.stream(RunOutcome.values())
                .filter(each -> each.word().equals(word))
                .findFirst()
                .orElseThrow(() -> InvalidInput.inField(
                        "outcome",
                        "outcome '%s' is not known%s".formatted(Printable.of(word), Suggestion.hint(word, outcomes()))));
    }

    private static List<String> outcomes() {
        return Arrays.stream(RunOutcome.values()).map(RunOutcome::word).toList();
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw InvalidInput.inField(
                    "since", "since '%s' is not a moment such as 2026-05-01T12:00:00Z".formatted(Printable.of(text)));
        }
    }
}
