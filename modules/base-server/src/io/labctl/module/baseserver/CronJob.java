package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.Presence;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A job of crontab(5).
 *
 * @param schedule five time fields or {@code @daily} and the like; must be given unless the job is
 *     to be absent
 * @param command one line for the shell; must be given unless the job is to be absent
 * @param user who it runs as
 * @param environment variables that it runs with
 */
public record CronJob(
        @Default("present") Presence ensure,
        Optional<String> schedule,
        Optional<String> command,
        @Default("root") String user,
        @Default SortedMap<String, String> environment) {
    static final String PACKAGE = "cron";

    public CronJob {
        if (ensure == Presence.PRESENT && schedule.isEmpty()) {
            throw new InvalidInput("cron job has no schedule");
        }
        if (ensure == Presence.PRESENT && command.isEmpty()) {
            throw new InvalidInput("cron job has no command");
        }
    }

    boolean isPresent() {
        return ensure == Presence.PRESENT;
    }

    void declare(Plan plan, String name) {
        var job = plan.cron(name).user(user);
        schedule.ifPresent(job::schedule);
        command.ifPresent(job::command);
        environment.forEach(job::environment);
        if (!isPresent()) {
            job.absent();
        }
    }
}
