package io.labctl.master;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.bootstrap.AdminCredential;
import io.labctl.master.bootstrap.LostAuthority;
import io.labctl.master.bootstrap.OwnCertificate;
import io.labctl.master.bootstrap.OwnNames;
import io.labctl.master.ca.AuthorityKey;
import io.labctl.master.ca.CertificateAuthority;
import io.labctl.master.ca.EncryptionKey;
import io.labctl.master.ca.Serial;
import io.labctl.master.channel.Channels;
import io.labctl.master.config.LabdConfig;
import io.labctl.master.database.Database;
import io.labctl.master.http.HttpServer;
import io.labctl.master.recording.Archive;
import io.labctl.master.recording.Recordings;
import io.labctl.master.relay.Relays;
import io.labctl.master.retention.Kept;
import io.labctl.master.retention.Retention;
import io.labctl.master.retention.RetentionConfig;
import io.labctl.master.server.Presence;
import io.labctl.master.session.SessionDesk;
import io.labctl.master.session.SessionLedger;
import io.labctl.master.session.Whereabouts;
import io.labctl.master.work.Leases;
import io.labctl.master.work.WorkDesk;
import io.labctl.master.worker.SiteRuntime;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import javax.crypto.SecretKey;
import org.jdbi.v3.core.Jdbi;
import tools.jackson.databind.json.JsonMapper;

/** labd's composition root: reading this file shows the whole server, from the ground up. */
public final class Labd {
    private final LabdConfig config;
    private final Clock clock;
    private final SecureRandom random;
    private final Ticker ticker;
    private final Database database;

    private final JsonMapper json = WireJson.mapper();
    private final Tables tables = Tables.of(json);

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
        var presence = new Presence(jdbi(), tables.servers(), clock);
        running.add(presence.writing());
        running.add(retention().sweeping());
        UUID replica = UUID.randomUUID();
        var channels = new Channels(jdbi(), tables.channels(), replica, clock);
        running.add(channels.writing());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        running.add(threads::close); // when nobody is left who gives it anything to do
        var desk =
                new WorkDesk(jdbi(), tables.work(), tables.certificates(), clock, channels, random);
        running.add(desk.watching());
        var leases = new Leases(jdbi(), tables.leases(), tables.sessions(), clock);
        OwnCertificate own = ownCertificate(authority);
        var relays = new Relays(own.tls(), clock, threads);
        running.add(relays.looking());
        var whereabouts = new Whereabouts(jdbi(), tables.places(), replica);
        Recordings recordings = recordings(threads);
        running.add(recordings.closing());
        SessionDesk sessions =
                sessions(
                        desk,
                        leases,
                        new SessionDesk.Ground(
                                UUID::randomUUID,
                                clock,
                                random,
                                threads,
                                whereabouts,
                                relays,
                                recordings));
        running.add(sessions.tidying(this::inForce, channels::isLost));
        SiteRuntime siteModules = siteModules();
        running.add(siteModules::close);
        var shared =
                new Endpoints.Shared(
                        authority,
                        own,
                        presence,
                        channels,
                        siteModules,
                        desk,
                        leases,
                        sessions,
                        recordings);
        HttpServer http =
                HttpServer.start(
                        config.http(),
                        own.tls(),
                        new Endpoints(config, clock, random, ticker, database, json, tables)
                                .all(shared),
                        json,
                        database::fullDisk,
                        random);
        running.add(http::close);
        whereabouts.reachedAt(config.replicaUrl(http.port(), OwnNames.ofThisMachine()));
        running.add(desk::close);
        running.add(sessions::close);
        running.add(
                own.renewing(
                        fresh -> {
                            http.show(fresh);
                            relays.show(fresh);
                        }));
        return new ServingLabd(running, http.port(), admin(authority, http.port()));
    }

    private SessionDesk sessions(WorkDesk desk, Leases leases, SessionDesk.Ground ground) {
        return new SessionDesk(
                desk,
                leases,
                new SessionLedger(jdbi(), tables.sessions()),
                json,
                config.sessions(),
                ground);
    }

    /**
     * For sessions that were begun at other labds too, whether new ones here are recorded or not.
     */
    private Recordings recordings(Executor threads) {
        EncryptionKey key = AuthorityKey.key(config.ca());
        Function<UUID, SecretKey> keys =
                session -> key.derived("labctl recording of session " + session);
        return new Recordings(
                new Archive(jdbi(), tables.recordings(), keys, random),
                config.sessions().recording(),
                clock,
                ticker,
                threads,
                UUID::randomUUID);
    }

    private Set<Serial> inForce(Collection<Serial> serials) {
        return jdbi().withHandle(db -> tables.certificates().inForce(db, serials));
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
                adminFolder(),
                config.ca(),
                () -> jdbi().withHandle(tables.certificates()::hasAuthority));
        return AuthorityKey.open(config.ca(), jdbi(), tables.certificates(), clock, random);
    }

    private Retention retention() {
        RetentionConfig kept = config.retention();
        return new Retention(
                jdbi(),
                List.of(
                        new Kept("reports", tables.reports()::deleteBefore, kept.reports()),
                        new Kept("catalogs", tables.catalogs()::deleteUnused, kept.reports()),
                        new Kept("replicas", tables.channels()::deleteBefore, kept.reports()),
                        new Kept(
                                "recorded output",
                                tables.recordings()::deletePiecesBefore,
                                config.sessions().recording().kept()),
                        new Kept(
                                "recordings",
                                tables.recordings()::deleteBefore,
                                config.sessions().recording().kept()),
                        new Kept("work", tables.work()::deleteBefore, kept.reports()),
                        new Kept("join tokens", tables.tokens()::deleteEnded, kept.credentials()),
                        new Kept(
                                "certificates",
                                tables.certificates()::deleteEnded,
                                kept.credentials())),
                clock);
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
