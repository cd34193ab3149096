package io.labctl.agent.type.check;

import io.labctl.agent.apply.ResourceType;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Commands;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.CheckResource;
import io.labctl.catalog.time.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@link CheckResource}. To observe is to try until it is healthy or its time is over, at growing
 * intervals; there is nothing to apply, so one that is not healthy fails.
 */
public final class CheckType implements ResourceType<CheckResource, Health> {
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** A check gets at least this long for one try, however little time it is given. */
    private static final Duration SHORTEST_TRY = Duration.ofSeconds(1);

    /** Of a second, in milliseconds. */
    private static final int TENTH = 100;

    private final Commands commands;
    private final MonotonicTime time;

    public CheckType(Commands commands, MonotonicTime time) {
        this.commands = commands;
        this.time = time;
    }

    @Override
    public Map<CheckResource, Health> observe(Collection<CheckResource> wanted) throws IOException {
        var found = new LinkedHashMap<CheckResource, Health>();
        for (CheckResource each : wanted) {
            found.put(each, await(each));
        }
        return found;
    }

    private Health await(CheckResource wanted) throws IOException {
        Duration end = time.now().plus(wanted.within());
        Duration wait = SHORTEST_WAIT;
        while (true) {
            Duration left = end.minus(time.now());
            Duration limit = longer(shorter(inTenths(left), wanted.within()), SHORTEST_TRY);
            Command attempt = Command.of(wanted.command(), limit);
            Finished finished = commands.run(attempt);
            if (finished.ok()) {
                return new Health.Healthy();
            }
            if (time.now().plus(wait).compareTo(end) > 0) {
                return new Health.Unhealthy(
                        "not healthy within %s: %s"
                                .formatted(Span.of(wanted.within()), finished.reason(attempt)));
            }
            time.pause(wait);
            wait = shorter(wait.multipliedBy(2), LONGEST_WAIT);
        }
    }

    @Override
    public List<Change> plan(CheckResource wanted, Health found) {
        return switch (found) {
            case Health.Healthy _ -> List.of();
            case Health.Unhealthy(String reason) -> List.of(Change.of("health", reason, "healthy"));
        };
    }

    @Override
    public void apply(CheckResource wanted, List<Change> changes) {
        throw new Unavailable(String.valueOf(changes.getFirst().from()));
    }

    /** Of a second, which is all that the report has to say of how long a try was given. */
    private static Duration inTenths(Duration span) {
        return Duration.ofMillis(Math.ceilDiv(span.toMillis(), TENTH) * TENTH);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
