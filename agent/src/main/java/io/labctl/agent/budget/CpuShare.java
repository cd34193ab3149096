package io.labctl.agent.budget;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of one processor's time, written {@code 50%}; more than 100% is more than one processor.
 */
public record CpuShare(int percent) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,5})%");
    private static final int WHOLE = 100;

    private static final int MOST = 99_999;

    public CpuShare {
        if (percent < 1 || percent > MOST) {
            throw noShare(percent + "%");
        }
    }

    public static CpuShare parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw noShare(text);
        }
        return new CpuShare(Integer.parseInt(parts.group(1)));
    }

    private static InvalidInput noShare(String text) {
        return new InvalidInput(
                "'%s' is not a part of a processor, such as 50%%".formatted(Printable.of(text)));
    }

    /** In what time that much processor time may be used. */
    Duration timeFor(Duration used) {
        return used.multipliedBy(WHOLE).dividedBy(percent);
    }

    @Override
    public String toString() {
        return percent + "%";
    }
}
