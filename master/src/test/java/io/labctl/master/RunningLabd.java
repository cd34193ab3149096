package io.labctl.master;

import static java.util.Objects.requireNonNull;

import io.labctl.catalog.wire.WireJson;
import io.labctl.master.ca.CaConfig;
import io.labctl.master.config.LabdConfig;
import io.labctl.master.database.DatabaseConfig;
import io.labctl.master.database.TestPostgres;
import io.labctl.master.database.Trees;
import io.labctl.master.recording.RecordingConfig;
import io.labctl.master.report.ReportConfig;
import io.labctl.master.retention.RetentionConfig;
import io.labctl.master.session.SessionConfig;
import io.labctl.master.site.SiteConfig;
import io.labctl.master.worker.WorkerLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * A real labd in this process, for one test class: a free port, real TLS, a database of its own
 * with only a few connections, so that a leaked one soon shows.
 */
public final class RunningLabd
        implements ExecutionCondition, BeforeAllCallback, AfterAllCallback, AutoCloseable {
    private static final int CONNECTIONS = 4;

    private static final ReportConfig USUAL_REPORTS = new ReportConfig(5000, 128 << 20);

    private static final SessionConfig USUAL_SESSIONS =
            new SessionConfig(50, 16, new RecordingConfig(false, 1 << 20, Duration.ofDays(90)));

    private final HttpLimits limits;
    private final ReportConfig reports;
    private final SessionConfig sessions;
    private final Clock clock;
    private final @Nullable RunningLabd first;
    private @Nullable DatabaseConfig database;
    private @Nullable Path data;
    private @Nullable ServingLabd labd;

    public RunningLabd() {
        this(HttpLimits.USUAL);
    }

    public RunningLabd(HttpLimits limits) {
        this(limits, USUAL_REPORTS, Clock.systemUTC());
    }

    public RunningLabd(ReportConfig reports) {
        this(HttpLimits.USUAL, reports, Clock.systemUTC());
    }

    /** Every part of it goes by this clock, except TLS. */
    public RunningLabd(Clock clock) {
        this(HttpLimits.USUAL, USUAL_REPORTS, clock);
    }

    public RunningLabd(SessionConfig sessions) {
        this(HttpLimits.USUAL, USUAL_REPORTS, sessions, Clock.systemUTC());
    }

    private RunningLabd(HttpLimits limits, ReportConfig reports, Clock clock) {
        this(limits, reports, USUAL_SESSIONS, clock);
    }

    private RunningLabd(
            HttpLimits limits, ReportConfig reports, SessionConfig sessions, Clock clock) {
        this(limits, reports, sessions, clock, null);
    }

    /**
     * @param first whose database and authority it has; null for its own
     */
    private RunningLabd(
            HttpLimits limits,
            ReportConfig reports,
            SessionConfig sessions,
            Clock clock,
            @Nullable RunningLabd first) {
        this.first = first;
        this.limits = limits;
        this.reports = reports;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Another labd over the database of this one; not started yet. */
    public RunningLabd another() {
        return new RunningLabd(limits, reports, sessions, clock, this);
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return TestPostgres.available();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        start();
    }

    public RunningLabd start() {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        try {
            data = Files.createTempDirectory("labd-data");
            Files.createDirectories(data.resolve("site/data"));
            if (first == null) {
                database = TestPostgres.running().freshDatabase();
            } else {
                database = first.database();
                Files.copy(first.data().resolve("ca.key"), data.resolve("ca.key"));
            }
            labd = Labd.start(config(), clock, new SecureRandom());
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private LabdConfig config() {
        DatabaseConfig base = requireNonNull(database);
        Path folder = data();
        return new LabdConfig(
                folder,
                List.of(),
                null,
                new SiteConfig(folder.resolve("site"), false),
                limits.config(),
                new DatabaseConfig(
                        base.url(), base.user(), base.password(), base.embedded(), CONNECTIONS),
                new CaConfig(
                        folder.resolve("ca.key"),
                        null,
                        Duration.ofDays(365),
                        Duration.ofDays(365),
                        Duration.ofDays(365)),
                new WorkerLimits(1, 64 << 20, Duration.ofMinutes(1), Duration.ofSeconds(10)),
                reports,
                sessions,
                new RetentionConfig(Duration.ofDays(30), Duration.ofDays(90)));
    }

    public Path data() {
        return requireNonNull(data);
    }

    public int port() {
        return requireNonNull(labd).port();
    }

    public DatabaseConfig database() {
        return requireNonNull(database);
    }

    /** Does something to its database beside it. */
    void execute(String sql) {
        try (var db = TestPostgres.connect(database());
                var statement = db.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Trusts this labd and shows no certificate. */
    public LabdClient anyone() {
        return client(null);
    }

    /** The admin that labd made on its first start. */
    public LabdClient admin() {
        return client(adminIdentity());
    }

    Identity adminIdentity() {
        return Identity.read(data().resolve("admin/admin.crt"), data().resolve("admin/admin.key"));
    }

    public LabdClient client(@Nullable Identity identity) {
        return new LabdClient(port(), identity, data().resolve("admin/ca.pem"), WireJson.mapper());
    }

    /** Lets a machine join and gives the client that its agent would be. */
    public LabdClient agent(String name) {
        return client(new Enrolment(this).identity(name));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        if (labd != null) {
            labd.close();
        }
        if (database != null && first == null) {
            TestPostgres.running().drop(database);
        }
        if (data != null) {
            Trees.delete(data);
        }
    }
}
