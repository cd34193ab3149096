package io.labctl.master.report;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.ReportQuery;
import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.master.http.ListLimit;
import io.labctl.master.http.PathId;
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
    /** The end of what a database can compare with. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

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
            @QueryParam("limit") @DefaultValue("" + ReportQuery.USUAL) String limit) {
        return new Items<>(
                reports.list(
                        new ReportRepository.ReportQuery(
                                server == null ? null : new ServerName(server),
                                outcome == null ? null : outcome(outcome),
                                since == null ? null : instant(since),
                                ListLimit.of(limit))));
    }

    @GET
    @Path("{id}")
    @Allows(Allows.Audience.PEOPLE)
    public Report get(@PathParam("id") String id) {
        return reports.get(id(id));
    }

    private static UUID id(String text) {
        return PathId.of(text, "a report's id");
    }

    private static RunOutcome outcome(String word) {
        return RunOutcome.of(word)
                .orElseThrow(
                        () ->
                                InvalidInput.inField(
                                        "outcome",
                                        "outcome '%s' is not known%s"
                                                .formatted(
                                                        Printable.of(word),
                                                        Suggestion.hint(word, outcomes()))));
    }

    private static List<String> outcomes() {
        return Arrays.stream(RunOutcome.values()).map(RunOutcome::word).toList();
    }

    private static Instant instant(String text) {
        try {
            Instant moment = Instant.parse(text);
            return moment.isBefore(Instant.EPOCH)
                    ? Instant.EPOCH
                    : moment.isAfter(LATEST) ? LATEST : moment;
        } catch (DateTimeParseException e) {
            throw InvalidInput.inField(
                    "since",
                    "since '%s' is not a moment such as 2026-05-01T12:00:00Z"
                            .formatted(Printable.of(text)));
        }
    }
}
