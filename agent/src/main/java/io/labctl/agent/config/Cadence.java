package io.labctl.agent.config;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.resource.CronSchedule;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Optional;

/** How often the daemon runs. */
public sealed interface Cadence {
    /** That long after the start of the run before. */
    record Every(Duration interval) implements Cadence {}

    /** At the moments of a crontab line, by the machine's time zone. */
    final class Crontab implements Cadence {
        private final String line;
        private final ExecutionTime times;

        private Crontab(String line, ExecutionTime times) {
            this.line = line;
            this.times = times;
        }

        /** The five fields of crontab(5): minute, hour, day of month, month, day of week. */
        static Crontab parse(String line) {
            var schedule = new CronSchedule(line.strip());
            if (!schedule.hasFields()) {
                throw new InvalidInput(
                        "'%s' is not five fields, such as '*/30 * * * *'".formatted(schedule));
            }
            var definition = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
            Cron cron = new CronParser(definition).parse(schedule.value());
            return new Crontab(line, ExecutionTime.forCron(cron));
        }

        /** The next moment after that one. */
        public Optional<ZonedDateTime> after(ZonedDateTime moment) {
            return times.nextExecution(moment);
        }

        /**
         * Whether neither its minute nor its hour has a star; cron(8) does not repeat such jobs.
         */
        public boolean namesItsTimes() {
            return Arrays.stream(line.strip().split("\\s+"))
                    .limit(2)
                    .noneMatch(field -> field.contains("*"));
        }

        @Override
        public String toString() {
            return line;
        }
    }
}
