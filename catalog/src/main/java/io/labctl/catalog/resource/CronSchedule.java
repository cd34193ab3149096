package io.labctl.catalog.resource;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * When a job runs: the five time fields of crontab(5), or one of its short forms such as {@code
 * @daily}.
 */
public record CronSchedule(String value) {
    private static final int LONGEST = 500;
    private static final Set<String> SHORT_FORMS =
            Set.of(
                    "@reboot",
                    "@yearly",
                    "@annually",
                    "@monthly",
                    "@weekly",
                    "@daily",
                    "@midnight",
                    "@hourly");

    public CronSchedule {
        check(value);
    }

    static void check(String value) {
        if (!SHORT_FORMS.contains(value)) {
            checkFields(value);
        }
    }

    private static void checkFields(String value) {
        if (value.length() > LONGEST) {
            throw wrong(value, "is longer than %d characters".formatted(LONGEST));
        }
        List<String> fields = List.of(value.split("[ \t]+", -1));
        if (fields.size() != CronField.values().length) {
            throw wrong(value, "does not have the five fields of a crontab line");
        }
        Iterator<String> written = fields.iterator();
        for (CronField field : CronField.values()) {
            field.objection(written.next())
                    .ifPresent(
                            why -> {
                                throw wrong(value, "is not a crontab line: " + why);
                            });
        }
    }

    private static InvalidInput wrong(String value, String why) {
        return InvalidInput.inField(
                "schedule", "schedule '%s' %s".formatted(Printable.of(value), why));
    }

    /** Whether it is five fields and not a short form. */
    public boolean hasFields() {
        return !SHORT_FORMS.contains(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
