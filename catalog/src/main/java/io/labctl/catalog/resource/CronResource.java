package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A job in a file of its own under {@code /etc/cron.d} (crontab(5), with the user column).
 *
 * @param schedule the five time fields, or one of
 *     {@code @reboot @hourly @daily @weekly @monthly @yearly}
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

    /** run-parts(8) rules: cron ignores files with other characters in their names. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private static final Pattern FIELDS =
            Pattern.compile(
                    "@(reboot|hourly|daily|weekly|monthly|yearly)|[0-9A-Za-z*/,-]+("
                            + " [0-9A-Za-z*/,-]+){4}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    public CronResource {
        if (!NAME.matcher(name).matches()) {
            throw InvalidInput.inField(
                    "cron",
                    "cron name '%s' has other characters than A-Z a-z 0-9 _ -"
                            .formatted(Printable.of(name)));
        }
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        if (ensure == Presence.PRESENT) {
            check(name, schedule, user, command, environment);
        }
    }

    private static void check(
            String name,
            String schedule,
            String user,
            String command,
            Map<String, String> environment) {
        if (!FIELDS.matcher(schedule).matches()) {
            throw InvalidInput.inField(
                    "schedule",
                    "schedule '%s' of cron '%s' is not five time fields"
                            .formatted(Printable.of(schedule), name));
        }
        Rules.account("user", user);
        Rules.oneLine("command", command);
        if (command.isBlank()) {
            throw InvalidInput.inField("command", "cron '%s' has no command".formatted(name));
        }
        environment.forEach(
                (variable, value) -> {
                    Rules.oneLine("environment", value);
                    if (!VARIABLE.matcher(variable).matches()) {
                        throw InvalidInput.inField(
                                "environment",
                                "'%s' is not a variable's name".formatted(Printable.of(variable)));
                    }
                });
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
