package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A job in a file of its own under {@code /etc/cron.d} (crontab(5), with the user column).
 *
 * @param schedule the kept form of a {@link CronSchedule}
 * @param command one line, run by the cron daemon's shell
 */
public record CronResource(
        String name,
        Presence ensure,
        String schedule,
        String user,
        String command,
        SortedMap<String, String> environment)
        implements Resource {
    public static final String TYPE = "cron";

    public CronResource {
        Rules.cronName(name);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        if (ensure == Presence.PRESENT) {
            if (schedule.isBlank()) {
                throw InvalidInput.inField("schedule", "cron '%s' has no schedule".formatted(name));
            }
            schedule = new CronSchedule(schedule).value();
            check(name, user, command, environment);
        }
    }

    private static void check(
            String name, String user, String command, Map<String, String> environment) {
        Rules.account("user", user);
        Rules.oneLine("command", command);
        if (command.isBlank()) {
            throw InvalidInput.inField("command", "cron '%s' has no command".formatted(name));
        }
        environment.forEach(
                (variable, value) -> {
                    Rules.variable("environment", variable);
                    Rules.cronValue("the value of '%s'".formatted(variable), value);
                });
    }

    @Override
    @JsonIgnore
    public List<String> paths() {
        return List.of("/etc/cron.d/" + name);
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, name);
    }

    @Override
    @JsonIgnore
    public List<ResourceId> comesAfter() {
        return user.isEmpty() ? List.of() : List.of(new ResourceId(UserResource.TYPE, user));
    }
}
