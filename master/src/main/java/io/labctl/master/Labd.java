package io.labctl.master;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.identity.CaPin;
import io.labctl.catalog.identity.JoinToken;
import io.labctl.catalog.identity.Pem;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.background.Closing;
import io.labctl.master.bootstrap.AdminCredential;
import io.labctl.master.bootstrap.OwnNames;
import io.labctl.master.ca.AuthorityKey;
import io.labctl.master.ca.CertificateAuthority;
import io.labctl.master.ca.CertificateKeys;
import io.labctl.master.ca.CertificateRepository;
import io.labctl.master.ca.Profile;
import io.labctl.master.catalogs.AgentCatalogResource;
import io.labctl.master.catalogs.AgentFileResource;
import io.labctl.master.catalogs.CatalogRepository;
import io.labctl.master.catalogs.Catalogs;
import io.labctl.master.compile.CatalogCompiler;
import io.labctl.master.config.LabdConfig;
import io.labctl.master.database.Database;
import io.labctl.master.describe.DescribeResource;
import io.labctl.master.enroll.EnrollMachine;
import io.labctl.master.enroll.EnrollResource;
import io.labctl.master.health.Health;
import io.labctl.master.health.HealthResource;
import io.labctl.master.http.HttpServer;
import io.labctl.master.http.ServerTls;
import io.labctl.master.identity.CallerFilter;
import io.labctl.master.identity.CertificateCallers;
import io.labctl.master.openapi.OpenApiDocument;
import io.labctl.master.openapi.OpenApiResource;
import io.labctl.master.registry.ModuleRegistry;
import io.labctl.master.report.AgentReportResource;
import io.labctl.master.report.ReportRepository;
import io.labctl.master.report.ReportResource;
import io.labctl.master.report.Reports;
import io.labctl.master.retention.Kept;
import io.labctl.master.retention.Retention;
import io.labctl.master.server.Assignments;
import io.labctl.master.server.Presence;
import io.labctl.master.server.ServerRepository;
import io.labctl.master.server.ServerResource;
import io.labctl.master.server.Servers;
import io.labctl.master.site.NoSite;
import io.labctl.master.site.Site;
import io.labctl.master.site.SiteFolder;
import io.labctl.master.store.GzipJson;
import io.labctl.master.token.TokenRepository;
import io.labctl.master.token.TokenResource;
import io.labctl.master.token.Tokens;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** labd's composition root: reading this file shows the whole server. */
public final class Labd implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Labd.class);
    private static final long CATALOG_CACHE_BYTES = 256L << 20;
    private static final Duration STOP_LIMIT = Duration.ofSeconds(9);

    /** Longer than running requests are waited for, and short enough for the database to stop. */
    private static final Duration LAST_STATEMENTS = Duration.ofMillis(5500);

    private final Database database;
    private final List<Closing> background;
    private final HttpServer http;
    private final AdminCredential admin;

    private Labd(
            Database database, List<Closing> background, HttpServer http, AdminCredential admin) {
        this.database = database;
        this.background = background;
        this.http = http;
        this.admin = admin;
    }

    public static void main(String[] args) {
        System.exit(LabdCommand.execute(args, System.getenv()));
    }

    /**
     * Starts everything; what was started is stopped again when something later cannot be.
     *
     * @throws LabException when the database, the authority or the port cannot be had
     */
    static Labd start(LabdConfig config, Clock clock, SecureRandom random) {
        Database database = Database.open(config.database(), random, Ticker.systemTicker());
        var background = new ArrayList<Closing>();
        try {
            return start(config, clock, random, database, background);
        } catch (RuntimeException e) {
            background.reversed().forEach(Closing::close);
            database.close();
            throw e;
        }
    }

    private static Labd start(
            LabdConfig config,
            Clock clock,
            SecureRandom random,
            Database database,
            List<Closing> background) {
        Jdbi jdbi = database.jdbi();
        JsonMapper json = WireJson.mapper();
        var certificates = new CertificateRepository();
        CertificateAuthority authority =
                AuthorityKey.open(config.ca(), jdbi, certificates, clock, random);
        var servers = new ServerRepository(json);
        var presence = new Presence(jdbi, servers, clock);
        background.add(presence.writing());
        var reports = new ReportRepository();
        List<Kept> kept =
                List.of(
                        new Kept(reports::deleteBefore, config.retention().reports()),
                        new Kept(
                                new CatalogRepository()::deleteUnused,
                                config.retention().reports()),
                        new Kept(
                                new TokenRepository(json)::deleteEnded,
                                config.retention().credentials()),
                        new Kept(certificates::deleteEnded, config.retention().credentials()));
        background.add(new Retention(jdbi, kept, clock).sweeping());
        var parts =
                new Parts(
                        config,
                        clock,
                        random,
                        database,
                        json,
                        certificates,
                        authority,
                        servers,
                        presence,
                        reports);
        HttpServer http =
                HttpServer.start(
                        config.http(),
                        tls(config, authority, random),
                        endpoints(parts),
                        json,
                        random);
        background.add(http::close);
        var admin =
                new AdminCredential(
                        config.data().resolve("admin"),
                        authority,
                        config.ca().userLifetime(),
                        clock,
                        random);
        String host = config.names().isEmpty() ? "localhost" : config.names().getFirst();
        admin.keep("https://%s:%d".formatted(host, http.port()));
        return new Labd(database, background, http, admin);
    }

    /** What the endpoints are made of. */
    private record Parts(
            LabdConfig config,
            Clock clock,
            SecureRandom random,
            Database database,
            JsonMapper json,
            CertificateRepository certificates,
            CertificateAuthority authority,
            ServerRepository servers,
            Presence presence,
            ReportRepository reports) {}

    private static List<Object> endpoints(Parts p) {
        Jdbi jdbi = p.database().jdbi();
        var stored = new GzipJson(p.json());
        var callers =
                new CertificateCallers(jdbi, p.certificates(), p.clock(), Ticker.systemTicker());
        var tokens = new TokenRepository(p.json());
        var catalogRows = new CatalogRepository();
        var catalogs = new Catalogs(jdbi, catalogRows, p.servers(), stored, p.clock());
        var servers =
                new Servers(
                        jdbi,
                        p.servers(),
                        p.certificates(),
                        callers,
                        p.presence(),
                        p.clock(),
                        stored);
        var reports = new Reports(jdbi, p.reports(), p.servers(), catalogRows, stored, p.clock());
        var assignments = new Assignments(jdbi, p.servers(), Ticker.systemTicker());
        Site site = site(p.config(), p.clock());
        var compiler = new CatalogCompiler(site, ModuleRegistry.builtIn(), CATALOG_CACHE_BYTES);
        CaPin pin = p.authority().pin();
        List<Object> endpoints =
                List.of(
                        new CallerFilter(callers),
                        new EnrollResource(
                                new EnrollMachine(
                                        jdbi,
                                        tokens,
                                        p.servers(),
                                        p.authority(),
                                        p.config().ca().agentLifetime(),
                                        p.clock())),
                        new AgentCatalogResource(compiler, catalogs, assignments, p.presence()),
                        new AgentFileResource(compiler, catalogs, servers),
                        new AgentReportResource(reports, p.presence()),
                        new TokenResource(
                                new Tokens(
                                        jdbi,
                                        tokens,
                                        () -> JoinToken.random(p.random(), pin),
                                        site,
                                        p.clock())),
                        new ServerResource(servers),
                        new DescribeResource(servers, reports, catalogs, site),
                        new ReportResource(reports),
                        new HealthResource(
                                new Health(p.database()::trouble, servers, p.clock()),
                                version(),
                                Pem.of(List.of(p.authority().root()))));
        return described(endpoints, p.json());
    }

    /** The endpoints and, as one more, their description. */
    private static List<Object> described(List<Object> endpoints, JsonMapper json) {
        List<Class<?>> types = endpoints.stream().<Class<?>>map(Object::getClass).toList();
        var all = new ArrayList<>(endpoints);
        all.add(new OpenApiResource(json.writeValueAsString(OpenApiDocument.of(types, version()))));
        return all;
    }

    /**
     * Without a folder there is nothing to say about any server, and every server gets the built-in
     * modules bare.
     */
    private static Site site(LabdConfig config, Clock clock) {
        boolean there = Files.isDirectory(config.site());
        if (config.siteExpected() && !there) {
            LOG.atWarn()
                    .addKeyValue("site", config.site())
                    .log("the site folder is not there (yet); nothing can be compiled without it");
        }
        return config.siteExpected() || there ? new SiteFolder(config.site(), clock) : new NoSite();
    }

    /** A fresh key and certificate at every start, so that neither is ever on a disk. */
    private static SSLContext tls(
            LabdConfig config, CertificateAuthority authority, SecureRandom random) {
        KeyPair keys = CertificateKeys.generate(random);
        var template =
                authority.template(
                        Profile.SERVER,
                        "lab://labd",
                        "labd",
                        OwnNames.with(config.names()),
                        keys.getPublic(),
                        config.ca().serverLifetime());
        var chain = new ArrayList<X509Certificate>(authority.issue(template));
        chain.add(authority.root());
        return ServerTls.context(keys.getPrivate(), chain, authority.root());
    }

    /** From the jar's manifest; classes that were not packaged have none. */
    static String version() {
        String version = Labd.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }

    int port() {
        return http.port();
    }

    AdminCredential admin() {
        return admin;
    }

    /**
     * Lets running requests finish, then stops everything in reverse order, within {@link
     * #STOP_LIMIT}.
     */
    @Override
    public void close() {
        Ticker ticker = Ticker.systemTicker();
        long begun = ticker.read();
        database.drain(LAST_STATEMENTS);
        background.reversed().forEach(Closing::close);
        database.close(STOP_LIMIT.minusNanos(ticker.read() - begun));
    }
}
