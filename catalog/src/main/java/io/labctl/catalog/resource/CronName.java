package io.labctl.catalog.resource;

/**
 * The name of a job, which is its file in {@code /etc/cron.d}: only of {@code A-Z a-z 0-9 _ -},
 * because cron ignores others (run-parts(8)).
 */
public record CronName(String value) implements Comparable<CronName> {
    public CronName {
        Rules.cronName(value);
    }

    @Override
    public int compareTo(CronName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
