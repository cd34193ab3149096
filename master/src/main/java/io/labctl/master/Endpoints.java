package io.labctl.master;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.identity.CaPin;
import io.labctl.catalog.identity.JoinToken;
import io.labctl.catalog.identity.Pem;
import io.labctl.master.bootstrap.OwnCertificate;
import io.labctl.master.ca.CertificateAuthority;
import io.labctl.master.catalogs.AgentCatalogResource;
import io.labctl.master.catalogs.AgentFileResource;
import io.labctl.master.catalogs.Catalogs;
import io.labctl.master.catalogs.ModuleRuns;
import io.labctl.master.channel.Channels;
import io.labctl.master.compile.CatalogCompiler;
import io.labctl.master.compile.ModuleRuntime;
import io.labctl.master.config.LabdConfig;
import io.labctl.master.database.Database;
import io.labctl.master.describe.DescribeResource;
import io.labctl.master.enroll.AgentCertificates;
import io.labctl.master.enroll.EnrollMachine;
import io.labctl.master.enroll.EnrollResource;
import io.labctl.master.health.Health;
import io.labctl.master.health.HealthResource;
import io.labctl.master.identity.CallerFilters;
import io.labctl.master.identity.CertificateCallers;
import io.labctl.master.openapi.OpenApiDocument;
import io.labctl.master.openapi.OpenApiResource;
import io.labctl.master.recording.Recordings;
import io.labctl.master.registry.BuiltInModules;
import io.labctl.master.report.AgentReportResource;
import io.labctl.master.report.ReportBudget;
import io.labctl.master.report.ReportResource;
import io.labctl.master.report.Reports;
import io.labctl.master.report.RunLedger;
import io.labctl.master.report.TakeReport;
import io.labctl.master.server.Assignments;
import io.labctl.master.server.DeleteServer;
import io.labctl.master.server.Presence;
import io.labctl.master.server.ServerResource;
import io.labctl.master.server.Servers;
import io.labctl.master.session.AgentSessionResource;
import io.labctl.master.session.BeginSession;
import io.labctl.master.session.BeginSessionResource;
import io.labctl.master.session.RecordingResource;
import io.labctl.master.session.ReplicaSessionResource;
import io.labctl.master.session.SessionDesk;
import io.labctl.master.session.SessionLedger;
import io.labctl.master.session.SessionResource;
import io.labctl.master.session.ShowRecording;
import io.labctl.master.site.Site;
import io.labctl.master.site.SiteFolder;
import io.labctl.master.store.GzipJson;
import io.labctl.master.token.TokenResource;
import io.labctl.master.token.Tokens;
import io.labctl.master.work.AgentWorkResource;
import io.labctl.master.work.AskForWork;
import io.labctl.master.work.Leases;
import io.labctl.master.work.WorkDesk;
import io.labctl.master.work.WorkResource;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.json.JsonMapper;

/** What labd answers: the endpoints, feature by feature. */
final class Endpoints {
    private static final long CATALOG_CACHE_BYTES = 256L << 20;

    private final LabdConfig config;
    private final Clock clock;
    private final SecureRandom random;
    private final Ticker ticker;
    private final Database database;
    private final JsonMapper json;
    private final GzipJson stored;
    private final Tables tables;

    /** What goes on beside the requests, and what they have in common with that. */
    record Shared(
            CertificateAuthority authority,
            OwnCertificate own,
            Presence presence,
            Channels channels,
            ModuleRuntime siteModules,
            WorkDesk desk,
            Leases leases,
            SessionDesk sessions,
            Recordings recordings) {}

    Endpoints(
            LabdConfig config,
            Clock clock,
            SecureRandom random,
            Ticker ticker,
            Database database,
            JsonMapper json,
            Tables tables) {
        this.config = config;
        this.clock = clock;
        this.random = random;
        this.ticker = ticker;
        this.database = database;
        this.json = json;
        this.stored = new GzipJson(json);
        this.tables = tables;
    }

    /** The endpoints and, as one more, their description. */
    List<Object> all(Shared shared) {
        var all = new ArrayList<>(endpoints(shared));
        List<Class<?>> types = all.stream().<Class<?>>map(Object::getClass).toList();
        all.add(
                new OpenApiResource(
                        json.writeValueAsString(OpenApiDocument.of(types, Labd.version()))));
        return all;
    }

    private Jdbi jdbi() {
        return database.jdbi();
    }

    /** What several features share is made here, the rest by each of them. */
    private List<Object> endpoints(Shared shared) {
        Site site = SiteFolder.open(config.site(), clock);
        var callers = new CertificateCallers(jdbi(), tables.certificates(), clock, ticker);
        var inventory =
                new Servers(
                        jdbi(),
                        tables.servers(),
                        tables.certificates(),
                        shared.presence(),
                        shared.channels(),
                        stored);
        var compiled = new Catalogs(jdbi(), tables.catalogs(), tables.servers(), stored, clock);
        var runs = new Reports(jdbi(), tables.reports(), tables.catalogs(), stored);
        var compiler =
                new CatalogCompiler(
                        site,
                        BuiltInModules.onClassPath(),
                        shared.siteModules(),
                        CATALOG_CACHE_BYTES);
        var modules = new ModuleRuns(jdbi(), tables.sessions(), compiler, clock);
        return Stream.of(
                        List.of(new CallerFilters(callers)),
                        enrolment(shared.authority(), site),
                        catalogs(compiler, compiled, inventory, shared.presence(), modules),
                        reports(runs, shared.presence()),
                        List.of(
                                new ServerResource(inventory, deleteServer(callers)),
                                new DescribeResource(inventory, runs, compiled, site)),
                        work(shared, inventory, modules),
                        health(shared, inventory, compiler))
                .<Object>flatMap(List::stream)
                .toList();
    }

    private List<Object> work(Shared shared, Servers inventory, ModuleRuns modules) {
        WorkDesk desk = shared.desk();
        SessionDesk sessions = shared.sessions();
        return List.of(
                new BeginSessionResource(new BeginSession(inventory, modules, sessions)),
                new SessionResource(sessions),
                new RecordingResource(
                        new ShowRecording(
                                new SessionLedger(jdbi(), tables.sessions()),
                                shared.recordings(),
                                json,
                                clock)),
                new AgentSessionResource(sessions),
                new ReplicaSessionResource(sessions),
                new AgentWorkResource(desk, shared.leases(), json),
                new WorkResource(new AskForWork(inventory, desk, UUID::randomUUID, clock)));
    }

    private List<Object> enrolment(CertificateAuthority authority, Site site) {
        CaPin pin = authority.pin();
        return List.of(
                new EnrollResource(
                        new EnrollMachine(
                                jdbi(),
                                tables.tokens(),
                                tables.servers(),
                                new AgentCertificates(authority, config.ca().agentLifetime()),
                                clock)),
                new TokenResource(
                        new Tokens(
                                jdbi(),
                                tables.tokens(),
                                () -> JoinToken.random(random, pin),
                                site,
                                clock)));
    }

    private List<Object> catalogs(
            CatalogCompiler compiler,
            Catalogs compiled,
            Servers inventory,
            Presence presence,
            ModuleRuns modules) {
        var assignments = new Assignments(jdbi(), tables.servers(), ticker);
        return List.of(
                new AgentCatalogResource(compiler, compiled, assignments, presence, modules),
                new AgentFileResource(compiler, compiled, inventory, modules));
    }

    private List<Object> reports(Reports runs, Presence presence) {
        var take =
                new TakeReport(
                        jdbi(),
                        new RunLedger(tables.reports()),
                        new ReportBudget(config.reports(), clock),
                        stored,
                        clock);
        return List.of(new AgentReportResource(take, presence), new ReportResource(runs));
    }

    private DeleteServer deleteServer(CertificateCallers callers) {
        return new DeleteServer(
                jdbi(),
                tables.servers(),
                tables.certificates(),
                tables.recordings(),
                callers,
                clock);
    }

    private List<Object> health(Shared shared, Servers inventory, CatalogCompiler compiler) {
        return List.of(
                new HealthResource(
                        new Health(
                                database::trouble,
                                compiler::trouble,
                                inventory,
                                shared.own()::end,
                                clock,
                                ticker),
                        Labd.version(),
                        Pem.of(List.of(shared.authority().root()))));
    }
}
