package io.labctl.cli.client;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.api.CreatedToken;
import io.labctl.catalog.api.HealthView;
import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.RecordingPage;
import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.api.ServerDetail;
import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.api.TokenView;
import io.labctl.catalog.api.VersionView;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.Label;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.work.WorkRequest;
import io.labctl.catalog.work.WorkView;
import io.labctl.cli.config.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * labd's REST interface for people, one method per route. Every method throws a {@link
 * io.labctl.catalog.error.LabException} whose sentence is fit to be shown when labd refuses or
 * cannot be reached.
 */
public final class LabdClient implements AutoCloseable {
    static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    static final Duration ANSWER_LIMIT = Duration.ofSeconds(30);

    private final Exchange exchange;

    private LabdClient(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * Reads the key and the certificates; the first connection comes with the first request.
     *
     * @param clock by which it is told whether a refused certificate has expired
     * @throws InvalidInput naming each file with which nobody can be talked to
     */
    public static LabdClient to(Target target, Clock clock) {
        return new LabdClient(
                Exchange.with(target, IdentityFiles.ofPerson(target).identity(), clock));
    }

    /** The same with an agent's certificate, for who wants to see that labd refuses it. */
    public static LabdClient asAgent(Target target, Clock clock) {
        return new LabdClient(
                Exchange.with(target, IdentityFiles.ofAnyone(target).identity(), clock));
    }

    public Answer<VersionView> version() {
        return exchange.get("/api/v1/version", new TypeReference<>() {});
    }

    /** With figures, or why labd is not well; a person's certificate is needed. */
    public HealthView health() {
        return exchange.state("/health/detailed", new TypeReference<HealthView>() {});
    }

    public List<ServerView> servers(ServerFilter filter) {
        var query = new Query().with("env", filter.environment()).with("cloud", filter.cloud());
        for (Label label : filter.labels()) {
            query.with("label", label);
        }
        var items = new TypeReference<Items<ServerView>>() {};
        return exchange.get("/api/v1/servers" + query, items).value().items();
    }

    public ServerDetail server(ServerName name) {
        return exchange.get(path(name), new TypeReference<ServerDetail>() {}).value();
    }

    public void deleteServer(ServerName name) {
        exchange.delete(path(name));
    }

    public Catalog catalog(ServerName name) {
        return exchange.get(path(name) + "/catalog", new TypeReference<Catalog>() {}).value();
    }

    public Facts facts(ServerName name) {
        return exchange.get(path(name) + "/facts", new TypeReference<Facts>() {}).value();
    }

    /** Asks something of a server's agent; answered when that has ended. */
    public WorkView work(ServerName name, WorkRequest request) {
        return exchange.post(
                path(name) + "/work", request, request.within(), new TypeReference<WorkView>() {});
    }

    /** Asks for a command to be run; answered before any agent came for it. */
    public SessionView startSession(ServerName name, SessionRequest request) {
        return exchange.post(
                path(name) + "/sessions", request, new TypeReference<SessionView>() {});
    }

    /**
     * Those that we asked for, the newest first.
     *
     * @param server null for all
     * @param limit the most; null leaves it to labd
     */
    public List<SessionView> sessions(@Nullable ServerName server, @Nullable Integer limit) {
        var query = new Query().with("server", server).with("limit", limit);
        var items = new TypeReference<Items<SessionView>>() {};
        return exchange.get("/api/v1/sessions" + query, items).value().items();
    }

    public SessionView session(UUID id) {
        return exchange.get(path(id), new TypeReference<SessionView>() {}).value();
    }

    /** Ends the command of a session, and is not answered with how it ended. */
    public void endSession(UUID id) {
        exchange.delete(path(id));
    }

    /**
     * What a command says, as frames, until its end.
     *
     * @param from up to where it has arrived already
     */
    public IncomingFrames sessionOutput(UUID id, long from) {
        return exchange.frames(path(id) + "/output" + new Query().with("from", from));
    }

    /**
     * Some of what its terminal has shown.
     *
     * @param from where the page before says that it goes on; null for the first
     */
    public RecordingPage recording(UUID id, @Nullable String from) {
        String query = new Query().with("from", from).toString();
        return exchange.get(path(id) + "/recording" + query, new TypeReference<RecordingPage>() {})
                .value();
    }

    /**
     * Sends what a command is to read; the end of these frames is that of the request only.
     *
     * @param turn of the answer by which its output comes
     */
    public Upload sessionInput(UUID id, String turn, OutgoingFrames frames) {
        return exchange.upload(path(id) + "/input", turn, frames);
    }

    public Report newestReport(ServerName name) {
        return exchange.get(path(name) + "/report", new TypeReference<Report>() {}).value();
    }

    public List<ReportSummary> reports(ReportFilter filter) {
        var query =
                new Query()
                        .with("server", filter.server())
                        .with("outcome", filter.outcome() == null ? null : filter.outcome().word())
                        .with("since", filter.since())
                        .with("limit", filter.limit());
        var items = new TypeReference<Items<ReportSummary>>() {};
        return exchange.get("/api/v1/reports" + query, items).value().items();
    }

    public Report report(UUID id) {
        return exchange.get("/api/v1/reports/" + id, new TypeReference<Report>() {}).value();
    }

    public CreatedToken createToken(TokenRequest request) {
        return exchange.post("/api/v1/tokens", request, new TypeReference<CreatedToken>() {});
    }

    public List<TokenView> tokens() {
        return exchange.get("/api/v1/tokens", new TypeReference<Items<TokenView>>() {})
                .value()
                .items();
    }

    /**
     * Makes a token useless at once.
     *
     * @param id 10 of a-z and 0-9
     */
    public TokenView revokeToken(String id) {
        return exchange.post(
                "/api/v1/tokens/" + id + "/revoke", null, new TypeReference<TokenView>() {});
    }

    private static String path(ServerName name) {
        return "/api/v1/servers/" + name;
    }

    private static String path(UUID session) {
        return "/api/v1/sessions/" + session;
    }

    @Override
    public void close() {
        exchange.close();
    }
}
