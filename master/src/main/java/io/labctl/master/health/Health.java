package io.labctl.master.health;

import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.api.HealthView;
import io.labctl.catalog.api.ServerStatus;
import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.master.server.Servers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks whether this labd can do its work. */
public final class Health {
    private final DatabaseProbe database;
    private final Supplier<Optional<String>> siteTrouble;
    private final Servers servers;
    private final Supplier<Instant> certificateEnd;
    private final Clock clock;
    private final Instant startedAt;

    /**
     * @param databaseTrouble why the database does not answer; empty when it does
     * @param siteTrouble what keeps every server from its catalog; empty when nothing does
     * @param certificateEnd of labd's own certificate
     */
    public Health(
            Supplier<Optional<String>> databaseTrouble,
            Supplier<Optional<String>> siteTrouble,
            Servers servers,
            Supplier<Instant> certificateEnd,
            Clock clock,
            Ticker ticker) {
        this.database = new DatabaseProbe(databaseTrouble, ticker);
        this.siteTrouble = siteTrouble;
        this.servers = servers;
        this.certificateEnd = certificateEnd;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    HealthView check() {
        return view(database.answer());
    }

    private static HealthView view(DatabaseProbe.Answer answer) {
        return answer.trouble()
                .map(why -> new HealthView("unavailable", why, null))
                .orElseGet(() -> new HealthView("ok", "ok", null));
    }

    HealthView detailed() {
        DatabaseProbe.Answer answer = database.answer();
        HealthView view = view(answer);
        if (!view.healthy()) {
            return view;
        }
        return new HealthView(view.status(), view.database(), figures(answer.took()));
    }

    private HealthView.Figures figures(Duration databaseTook) {
        List<ServerView> all = servers.all();
        Instant end = certificateEnd.get();
        return new HealthView.Figures(
                startedAt,
                siteTrouble.get().orElse("ok"),
                databaseTook.toMillis(),
                end,
                Duration.between(clock.instant(), end).toSeconds(),
                all.size(),
                count(all, ServerStatus.ONLINE),
                count(all, ServerStatus.STALE),
                count(all, ServerStatus.OFFLINE),
                count(all, ServerStatus.NEVER_REPORTED),
                count(all, RunOutcome.FAILED),
                count(all, RunOutcome.COMPILE_FAILED));
    }

    private static long count(List<ServerView> all, ServerStatus status) {
        return all.stream().filter(server -> server.status() == status).count();
    }

    private static long count(List<ServerView> all, RunOutcome newest) {
        return all.stream().filter(server -> ended(server.lastRun(), newest)).count();
    }

    private static boolean ended(ServerView.@Nullable LastRun run, RunOutcome outcome) {
        return run != null && run.outcome() == outcome;
    }
}
