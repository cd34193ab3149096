package io.labctl.catalog.resource;

import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The time fields of crontab(5), in the order of a line. */
enum CronField {
    MINUTE(0, 59, ""),
    HOUR(0, 23, ""),
    DAY_OF_MONTH(1, 31, ""),
    MONTH(1, 12, "jan feb mar apr may jun jul aug sep oct nov dec"),
    /** Both 0 and 7 are Sunday. */
    DAY_OF_WEEK(0, 7, "sun mon tue wed thu fri sat");

    /**
     * A range or {@code *} with its step, or one value. Ranges of names are let in although the
     * manual does not promise them: each cron that has names takes them.
     */
    private static final Pattern ITEM =
            Pattern.compile("(?:\\*|([0-9]+|[a-z]+)(?:-([0-9]+|[a-z]+))?)(?:/([0-9]+))?");

    private final int first;
    private final int last;
    private final String names;

    CronField(int first, int last, String names) {
        this.first = first;
        this.last = last;
        this.names = names;
    }

    /** All that is wrong with this field of a line. */
    Stream<String> objections(String text) {
        return Arrays.stream(text.split(",", -1))
                .flatMap(item -> fault(item).map(why -> told(item, why)).stream())
                .distinct();
    }

    /** What a field stands for to which there are no objections. */
    IntStream meant(String text) {
        return Arrays.stream(text.split(",", -1))
                .flatMap(item -> parts(item).stream())
                .flatMapToInt(this::meant);
    }

    private IntStream meant(MatchResult parts) {
        boolean all = parts.group(1) == null;
        int from = all ? first : value(parts.group(1));
        int end = parts.group(2) == null ? from : value(parts.group(2));
        int to = all ? last : end;
        int step = parts.group(3) == null ? 1 : number(parts.group(3));
        return IntStream.iterate(from, each -> each <= to, each -> each + step);
    }

    private static Optional<MatchResult> parts(String item) {
        Matcher parts = ITEM.matcher(item.toLowerCase(Locale.ROOT));
        return parts.matches() ? Optional.of(parts) : Optional.empty();
    }

    private Optional<String> fault(String item) {
        return parts(item)
                .map(this::fault)
                .orElseGet(() -> Optional.of("is not a value, a range or *"));
    }

    private Optional<String> fault(MatchResult parts) {
        boolean all = parts.group(1) == null;
        int from = all ? first : value(parts.group(1));
        int to = parts.group(2) == null ? from : value(parts.group(2));
        if (!isWithin(from) || !isWithin(to)) {
            return Optional.of("is not within " + range() + near(parts));
        }
        if (from > to) {
            return Optional.of("is a range that runs backwards");
        }
        boolean single = !all && parts.group(2) == null;
        return Optional.ofNullable(parts.group(3)).flatMap(step -> fault(step, single));
    }

    /** For the first of a range's two words that is none. */
    private String near(MatchResult parts) {
        List<String> known = List.of(names.split(" "));
        return Stream.of(parts.group(1), parts.group(2))
                .filter(word -> word != null && !isWithin(value(word)) && number(word) < 0)
                .findFirst()
                .map(word -> Suggestion.hint(word, known))
                .orElse("");
    }

    private Optional<String> fault(String step, boolean single) {
        if (single) {
            return Optional.of("has a step but no range, such as */10");
        }
        return number(step) >= 1 && number(step) <= longestStep()
                ? Optional.empty()
                : Optional.of("has a step that is not 1 to " + longestStep());
    }

    private int longestStep() {
        return this == DAY_OF_WEEK ? last - 1 : last;
    }

    private int value(String written) {
        int position = List.of(names.split(" ")).indexOf(written);
        return position < 0 ? number(written) : first + position;
    }

    /** Outside of every field when it is no number of a sensible length. */
    private static int number(String digits) {
        return digits.matches("[0-9]{1,4}") ? Integer.parseInt(digits) : -1;
    }

    private boolean isWithin(int value) {
        return value >= first && value <= last;
    }

    private String range() {
        String numbers = first + " to " + last;
        return names.isEmpty() ? numbers : "%s or %s".formatted(numbers, names);
    }

    private String told(String item, String why) {
        return "%s '%s' %s".formatted(this, Printable.of(item), why);
    }

    /** For messages: {@code day of month}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
