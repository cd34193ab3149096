package io.labctl.catalog.resource;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.time.Month;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * When a job runs: the five time fields of crontab(5), or one of its short forms such as {@code
 * @daily}.
 */
public record CronSchedule(String value) {
    private static final int LONGEST = 500;
    private static final List<String> SHORT_FORMS =
            List.of("@reboot", "@yearly", "@monthly", "@weekly", "@daily", "@hourly");
    private static final Map<String, String> SYNONYMS =
            Map.of("@annually", "@yearly", "@midnight", "@daily");

    /** Keeps one spelling: of synonyms the usual one, single blanks, names in lower case. */
    public CronSchedule {
        value = SYNONYMS.getOrDefault(value, value);
        if (!SHORT_FORMS.contains(value)) {
            checkFields(value);
            value = value.replaceAll("[ \t]+", " ").toLowerCase(Locale.ROOT);
        }
    }

    private static void checkFields(String value) {
        if (value.length() > LONGEST) {
            throw wrong(value, "is longer than %d characters".formatted(LONGEST));
        }
        if (value.startsWith("@")) {
            throw wrong(value, "is not a short form of crontab(5)" + near(value));
        }
        List<String> fields = List.of(value.split("[ \t]+", -1));
        if (fields.size() != CronField.values().length) {
            throw wrong(value, "does not have the five fields of a crontab line");
        }
        Iterator<String> written = fields.iterator();
        String faults =
                Arrays.stream(CronField.values())
                        .flatMap(field -> field.objections(written.next()))
                        .collect(Collectors.joining("; "));
        if (!faults.isEmpty()) {
            throw wrong(value, "is not a crontab line: " + faults);
        }
        checkDays(value, fields);
    }

    /**
     * A day that no month of the line has. Where a day of the week is given as well, cron(8) takes
     * either; one that begins with a star is none.
     */
    private static void checkDays(String value, List<String> fields) {
        int day = CronField.DAY_OF_MONTH.meant(fields.get(2)).min().orElseThrow();
        int most =
                CronField.MONTH
                        .meant(fields.get(3))
                        .map(month -> Month.of(month).maxLength())
                        .max()
                        .orElseThrow();
        if (day > most && fields.get(4).startsWith("*")) {
            throw wrong(value, "never comes: none of its months has a day " + day);
        }
    }

    private static InvalidInput wrong(String value, String why) {
        return InvalidInput.inField(
                "schedule", "schedule '%s' %s".formatted(Printable.of(value), why));
    }

    private static String near(String value) {
        var forms = new TreeSet<>(SHORT_FORMS);
        forms.addAll(SYNONYMS.keySet());
        String hint = Suggestion.hint(value, forms);
        return hint.isEmpty() ? ", known are " + String.join(", ", forms) : hint;
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
