package io.labctl.agent.type.cron;

import io.labctl.catalog.resource.CronResource;

/** A job as crontab(5) writes it, with the user column of the system's files. */
final class CronText {
    private CronText() {}

    static String of(CronResource wanted) {
        var text =
                new StringBuilder(
                        "# Managed by labctl (cron[%s]); a change made here is undone by the next run.\n"
                                .formatted(wanted.name()));
        wanted.environment()
                .forEach(
                        (name, value) ->
                                text.append(name).append('=').append(quoted(value)).append('\n'));
        return text.append(wanted.schedule())
                .append(' ')
                .append(wanted.user())
                .append(' ')
                .append(wanted.command())
                .append('\n')
                .toString();
    }

    /** Quotes keep blanks at either end; crontab(5) knows no escapes inside them. */
    private static String quoted(String value) {
        return value.indexOf('"') < 0 ? '"' + value + '"' : "'" + value + "'";
    }
}
