package io.labctl.catalog.resource;

/** The value of a variable in crontab(5): one line, without one of the two kinds of quotes. */
public record CronValue(String value) {
    public CronValue {
        Rules.cronValue("value", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
