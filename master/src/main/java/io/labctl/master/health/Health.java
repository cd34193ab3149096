package io.labctl.master.health;

import io.labctl.catalog.api.ServerStatus;
import io.labctl.catalog.api.ServerView;
import io.labctl.master.server.Servers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Looks whether this labd can do its work. */
public final class Health {
    private final Supplier<Optional<String>> databaseTrouble;
    private final Servers servers;
    private final Clock clock;
    private final Instant startedAt;

    /**
     * @param databaseTrouble why the database does not answer; empty when it does
     */
    public Health(Supplier<Optional<String>> databaseTrouble, Servers servers, Clock clock) {
        this.databaseTrouble = databaseTrouble;
        this.servers = servers;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    HealthView check() {
        return databaseTrouble
                .get()
                .map(why -> new HealthView("unavailable", why, null))
                .orElseGet(() -> new HealthView("ok", "ok", null));
    }

    HealthView detailed() {
        Instant before = clock.instant();
        HealthView view = check();
        long millis = Duration.between(before, clock.instant()).toMillis();
        if (!view.healthy()) {
            return view;
        }
        List<ServerView> all = servers.all();
        return new HealthView(
                view.status(),
                view.database(),
                new HealthView.Figures(
                        startedAt,
                        millis,
                        all.size(),
                        count(all, ServerStatus.ONLINE),
                        count(all, ServerStatus.STALE),
                        count(all, ServerStatus.OFFLINE),
                        count(all, ServerStatus.NEVER_REPORTED)));
    }

    private static long count(List<ServerView> all, ServerStatus status) {
        return all.stream().filter(server -> server.status() == status).count();
    }
}
