package io.labctl.master;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.identity.CaPin;
import io.labctl.catalog.identity.JoinToken;
import io.labctl.catalog.identity.Pem;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.bootstrap.AdminCredential;
import io.labctl.master.bootstrap.LostAuthority;
import io.labctl.master.bootstrap.OwnCertificate;
import io.labctl.master.ca.AuthorityKey;
import io.labctl.master.ca.CertificateAuthority;
import io.labctl.master.ca.CertificateRepository;
import io.labctl.master.catalogs.AgentCatalogResource;
import io.labctl.master.catalogs.AgentFileResource;
import io.labctl.master.catalogs.CatalogRepository;
import io.labctl.master.catalogs.Catalogs;
import io.labctl.master.channel.ChannelRepository;
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
import io.labctl.master.http.HttpServer;
import io.labctl.master.identity.CallerFilters;
import io.labctl.master.identity.CertificateCallers;
import io.labctl.master.openapi.OpenApiDocument;
import io.labctl.master.openapi.OpenApiResource;
import io.labctl.master.registry.BuiltInModules;
import io.labctl.master.report.AgentReportResource;
import io.labctl.master.report.ReportBudget;
import io.labctl.master.report.ReportRepository;
import io.labctl.master.report.ReportResource;
import io.labctl.master.report.Reports;
import io.labctl.master.report.RunLedger;
import io.labctl.master.report.TakeReport;
import io.labctl.master.retention.Kept;
import io.labctl.master.retention.Retention;
import io.labctl.master.retention.RetentionConfig;
import io.labctl.master.server.Assignments;
import io.labctl.master.server.DeleteServer;
import io.labctl.master.server.Presence;
import io.labctl.master.server.ServerRepository;
import io.labctl.master.server.ServerResource;
import io.labctl.master.server.Servers;
import io.labctl.master.session.AgentSessionResource;
import io.labctl.master.session.BeginSessionResource;
import io.labctl.master.session.SessionDesk;
import io.labctl.master.session.SessionResource;
import io.labctl.master.site.Site;
import io.labctl.master.site.SiteFolder;
import io.labctl.master.store.GzipJson;
import io.labctl.master.token.TokenRepository;
import io.labctl.master.token.TokenResource;
import io.labctl.master.token.Tokens;
import io.labctl.master.work.AgentWorkResource;
import io.labctl.master.work.AskForWork;
import io.labctl.master.work.LeaseRepository;
import io.labctl.master.work.Leases;
import io.labctl.master.work.WorkDesk;
import io.labctl.master.work.WorkRepository;
import io.labctl.master.work.WorkResource;
import io.labctl.master.worker.SiteRuntime;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.json.JsonMapper;

/** labd's composition root: reading this file shows the whole server, from the ground up. */
public final class Labd {
    private static final long CATALOG_CACHE_BYTES = 256L << 20;

    private final LabdConfig config;
    private final Clock clock;
    private final SecureRandom random;
    private final Ticker ticker;
    private final Database database;

    private final JsonMapper json = WireJson.mapper();
    private final GzipJson stored = new GzipJson(json);

    // The SQL of each feature.
    private final CertificateRepository certificates = new CertificateRepository();
    private final TokenRepository tokens = new TokenRepository(json);
    private final ServerRepository servers = new ServerRepository(json);
    private final CatalogRepository catalogs = new CatalogRepository();
    private final ReportRepository reports = new ReportRepository();
    private final WorkRepository work = new WorkRepository(stored);
    private final ChannelRepository channelSql = new ChannelRepository(json);

    private Labd(
            LabdConfig config, Clock clock, SecureRandom random, Ticker ticker, Database database) {
        this.config = config;
        this.clock = clock;
        this.random = random;
        this.ticker = ticker;
        this.database = database;
    }

    public static void main(String[] args) {
        int code;
        try (var end = CleanEnd.listening()) {
            code =
                    LabdCommand.commandLine(System.getenv(), end, Greeting.ofThisProcess())
                            .execute(args);
        }
        System.exit(code);
    }

    /**
     * Starts everything; what was started is stopped again when something later cannot be.
     *
     * @throws LabException when the database, the authority, its key or the port cannot be had
     */
    static ServingLabd start(LabdConfig config, Clock clock, SecureRandom random) {
        HttpServer.checkFree(config.http().listen());
        AuthorityKey.check(config.ca(), config.data());
        Ticker ticker = Ticker.systemTicker();
        var running = new Running(Database.open(config.database(), random, ticker), ticker);
        try {
            return new Labd(config, clock, random, ticker, running.database()).serve(running);
        } catch (RuntimeException e) {
            running.close();
            throw e;
        }
    }

    private ServingLabd serve(Running running) {
        CertificateAuthority authority = authority();
        var presence = new Presence(jdbi(), servers, clock);
        running.add(presence.writing());
        running.add(retention().sweeping());
        var channels = new Channels(jdbi(), channelSql, UUID.randomUUID(), clock);
        running.add(channels.writing());
        var desk = new WorkDesk(jdbi(), work, certificates, clock, channels, random);
        running.add(desk.watching());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        running.add(threads::close);
        var sessions = new SessionDesk(desk, json, UUID::randomUUID, clock, threads);
        running.add(sessions.tidying());
        OwnCertificate own = ownCertificate(authority);
        SiteRuntime siteModules = siteModules();
        running.add(siteModules::close);
        HttpServer http =
                HttpServer.start(
                        config.http(),
                        own.tls(),
                        described(
                                endpoints(
                                        authority,
                                        own,
                                        presence,
                                        channels,
                                        siteModules,
                                        desk,
                                        sessions)),
                        json,
                        database::fullDisk,
                        random);
        running.add(http::close);
        running.add(desk::close);
        running.add(sessions::close);
        running.add(own.renewing(http::show));
        return new ServingLabd(running, http.port(), admin(authority, http.port()));
    }

    private SiteRuntime siteModules() {
        return new SiteRuntime(
                Path.of(System.getProperty("java.home")),
                System.getProperty("java.class.path"),
                "root".equals(System.getProperty("user.name")),
                config.workers(),
                random);
    }

    private Jdbi jdbi() {
        return database.jdbi();
    }

    private CertificateAuthority authority() {
        LostAuthority.check(
                adminFolder(), config.ca(), () -> jdbi().withHandle(certificates::hasAuthority));
        return AuthorityKey.open(config.ca(), jdbi(), certificates, clock, random);
    }

    private Retention retention() {
        RetentionConfig kept = config.retention();
        return new Retention(
                jdbi(),
                List.of(
                        new Kept("reports", reports::deleteBefore, kept.reports()),
                        new Kept("catalogs", catalogs::deleteUnused, kept.reports()),
                        new Kept("replicas", channelSql::deleteBefore, kept.reports()),
                        new Kept("work", work::deleteBefore, kept.reports()),
                        new Kept("join tokens", tokens::deleteEnded, kept.credentials()),
                        new Kept("certificates", certificates::deleteEnded, kept.credentials())),
                clock);
    }

    /** What several features share is made here, the rest by each of them. */
    private List<Object> endpoints(
            CertificateAuthority authority,
            OwnCertificate own,
            Presence presence,
            Channels channels,
            ModuleRuntime siteModules,
            WorkDesk desk,
            SessionDesk sessions) {
        Site site = SiteFolder.open(config.site(), clock);
        var callers = new CertificateCallers(jdbi(), certificates, clock, ticker);
        var inventory = new Servers(jdbi(), servers, certificates, presence, channels, stored);
        var compiled = new Catalogs(jdbi(), catalogs, servers, stored, clock);
        var runs = new Reports(jdbi(), reports, catalogs, stored);
        var compiler =
                new CatalogCompiler(
                        site, BuiltInModules.onClassPath(), siteModules, CATALOG_CACHE_BYTES);
        return Stream.of(
                        List.of(new CallerFilters(callers)),
                        enrolment(authority, site),
                        catalogs(compiler, compiled, inventory, presence),
                        reports(runs, presence),
                        List.of(
                                new ServerResource(inventory, deleteServer(callers)),
                                new DescribeResource(inventory, runs, compiled, site)),
                        List.of(
                                new BeginSessionResource(inventory, sessions),
                                new SessionResource(sessions),
                                new AgentSessionResource(sessions)),
                        List.of(
                                new AgentWorkResource(
                                        desk,
                                        new Leases(jdbi(), new LeaseRepository(), clock),
                                        json),
                                new WorkResource(
                                        new AskForWork(inventory, desk, UUID::randomUUID, clock))),
                        health(authority, own, inventory, compiler))
                .<Object>flatMap(List::stream)
                .toList();
    }

    private List<Object> enrolment(CertificateAuthority authority, Site site) {
        CaPin pin = authority.pin();
        return List.of(
                new EnrollResource(
                        new EnrollMachine(
                                jdbi(),
                                tokens,
                                servers,
                                new AgentCertificates(authority, config.ca().agentLifetime()),
                                clock)),
                new TokenResource(
                        new Tokens(
                                jdbi(), tokens, () -> JoinToken.random(random, pin), site, clock)));
    }

    private List<Object> catalogs(
            CatalogCompiler compiler, Catalogs compiled, Servers inventory, Presence presence) {
        var assignments = new Assignments(jdbi(), servers, ticker);
        return List.of(
                new AgentCatalogResource(compiler, compiled, assignments, presence),
                new AgentFileResource(compiler, compiled, inventory));
    }

    private List<Object> reports(Reports runs, Presence presence) {
        var take =
                new TakeReport(
                        jdbi(),
                        new RunLedger(reports),
                        new ReportBudget(config.reports(), clock),
                        stored,
                        clock);
        return List.of(new AgentReportResource(take, presence), new ReportResource(runs));
    }

    private DeleteServer deleteServer(CertificateCallers callers) {
        return new DeleteServer(jdbi(), servers, certificates, callers, clock);
    }

    private List<Object> health(
            CertificateAuthority authority,
            OwnCertificate own,
            Servers inventory,
            CatalogCompiler compiler) {
        return List.of(
                new HealthResource(
                        new Health(
                                database::trouble,
                                compiler::trouble,
                                inventory,
                                own::end,
                                clock,
                                ticker),
                        version(),
                        Pem.of(List.of(authority.root()))));
    }

    /** The endpoints and, as one more, their description. */
    private List<Object> described(List<Object> endpoints) {
        List<Class<?>> types = endpoints.stream().<Class<?>>map(Object::getClass).toList();
        var all = new ArrayList<>(endpoints);
        all.add(new OpenApiResource(json.writeValueAsString(OpenApiDocument.of(types, version()))));
        return all;
    }

    private OwnCertificate ownCertificate(CertificateAuthority authority) {
        return OwnCertificate.issue(
                authority, config.hosts(), config.ca().serverLifetime(), clock, random);
    }

    private AdminCredential admin(CertificateAuthority authority, int port) {
        var admin =
                new AdminCredential(
                        adminFolder(), authority, config.ca().userLifetime(), clock, random);
        admin.keep(config.url(port));
        return admin;
    }

    private Path adminFolder() {
        return config.data().resolve("admin");
    }

    /** From the jar's manifest; classes that were not packaged have none. */
    static String version() {
        String version = Labd.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
