package io.labctl.agent.budget;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory, as a person writes it: {@code 200MiB}. */
public record MemorySize(long bytes) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(MiB|GiB)");
    private static final long MIB = 1024L * 1024;
    private static final double EXACT = MIB;

    public MemorySize {
        if (bytes < 0) {
            throw new InvalidInput("%d bytes are no amount of memory".formatted(bytes));
        }
    }

    public static MemorySize parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new InvalidInput(
                    "'%s' is not an amount of memory, such as 200MiB"
                            .formatted(Printable.of(text)));
        }
        long unit = parts.group(2).equals("GiB") ? 1024 * MIB : MIB;
        return new MemorySize(Long.parseLong(parts.group(1)) * unit);
    }

    @Override
    public String toString() {
        return bytes % MIB == 0
                ? "%dMiB".formatted(bytes / MIB)
                : String.format(Locale.ROOT, "%.1fMiB", bytes / EXACT);
    }
}
