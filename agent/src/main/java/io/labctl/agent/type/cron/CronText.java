package io.labctl.agent.type.cron;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.Presence;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A job as crontab(5) writes it, with the user column of the system's files. */
final class CronText {
    private static final Pattern VARIABLE = Pattern.compile("([A-Za-z0-9_]+)=([\"'])(.*)\\2");
    private static final Pattern JOB =
            Pattern.compile("(@[a-z]+|(?:[^ @]+ ){4}[^ ]+) ([^ ]+) (.+)");

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

    /** The job of a text that {@link #of} has written; empty for any other. */
    static Optional<CronResource> read(String name, String text) {
        var environment = new TreeMap<String, String>();
        String job = "";
        for (String line : text.lines().skip(1).toList()) {
            Matcher variable = VARIABLE.matcher(line);
            if (variable.matches()) {
                environment.put(variable.group(1), variable.group(3));
            } else {
                job = line;
            }
        }
        return job(name, job, environment).filter(each -> of(each).equals(text));
    }

    private static Optional<CronResource> job(
            String name, String line, SortedMap<String, String> environment) {
        Matcher job = JOB.matcher(line);
        if (!job.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new CronResource(
                            name,
                            Presence.PRESENT,
                            job.group(1),
                            job.group(2),
                            job.group(3),
                            environment));
        } catch (InvalidInput _) {
            return Optional.empty();
        }
    }

    /** Quotes keep blanks at either end; crontab(5) knows no escapes inside them. */
    private static String quoted(String value) {
        return value.indexOf('"') < 0 ? '"' + value + '"' : "'" + value + "'";
    }
}
