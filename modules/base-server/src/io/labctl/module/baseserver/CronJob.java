package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.CheckedBy;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.AccountName;
import io.labctl.catalog.resource.CronName;
import io.labctl.catalog.resource.CronSchedule;
import io.labctl.catalog.resource.CronValue;
import io.labctl.catalog.resource.OneLine;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.VariableName;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A job of crontab(5).
 *
 * @param schedule must be given unless the job is to be absent
 * @param command one line for the shell; must be given unless the job is to be absent
 * @param user who it runs as
 * @param environment variables that it runs with
 */
@CheckedBy({CronJob.Scheduled.class, CronJob.Commanded.class})
public record CronJob(
        @Default("present") Presence ensure,
        Optional<CronSchedule> schedule,
        Optional<OneLine> command,
        @Default("root") AccountName user,
        @Default SortedMap<VariableName, CronValue> environment)
        implements ForFamily {

    record Scheduled(Presence ensure, Optional<CronSchedule> schedule) {
        Scheduled {
            if (ensure == Presence.PRESENT && schedule.isEmpty()) {
                throw InvalidInput.inField("schedule", "cron job has no schedule");
            }
        }
    }

    record Commanded(Presence ensure, Optional<OneLine> command) {
        Commanded {
            boolean saysSomething = command.filter(line -> !line.value().isBlank()).isPresent();
            if (ensure == Presence.PRESENT && !saysSomething) {
                throw InvalidInput.inField("command", "cron job has no command");
            }
        }
    }

    public CronJob {
        new Scheduled(ensure, schedule);
        new Commanded(ensure, command);
    }

    boolean isPresent() {
        return ensure == Presence.PRESENT;
    }

    void declare(Plan plan, CronName name, Node node) {
        var job = plan.cron(name.value()).user(user.value());
        schedule.map(CronSchedule::value).ifPresent(job::schedule);
        command.map(OneLine::value).ifPresent(job::command);
        environment.forEach((key, value) -> job.environment(key.value(), value.value()));
        if (isPresent()) {
            job.after(Family.of(node).cronPackage().id());
        } else {
            job.absent();
        }
    }
}
