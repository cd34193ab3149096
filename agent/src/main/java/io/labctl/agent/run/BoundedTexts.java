package io.labctl.agent.run;

import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceReport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a report of thousands of changes small enough to be taken whole: each name, value and
 * reason is cut where it is long, the more so when there are many, and the first diffs stay; what
 * is left out is said. Every change itself is told. Pure.
 */
final class BoundedTexts {
    /** Of all diffs of a report together, in bytes; labd takes 16 MiB of report. */
    private static final int DIFFS = 4 << 20;

    /** Of all values and reasons together; those beyond it are cut short. */
    private static final int VALUES = 4 << 20;

    private static final int LONGEST = 4096;
    private static final int SHORT = 64;

    private int diffsLeft = DIFFS;
    private int valuesLeft = VALUES;

    private BoundedTexts() {}

    static List<ResourceReport> of(List<ResourceReport> resources) {
        var bounded = new BoundedTexts();
        var all = new ArrayList<ResourceReport>(resources.size());
        resources.forEach(each -> all.add(bounded.resource(each)));
        return all;
    }

    private ResourceReport resource(ResourceReport one) {
        return one.changes().isEmpty() && one.reason() == null
                ? one
                : new ResourceReport(
                        one.id(),
                        one.outcome(),
                        one.durationMs(),
                        one.changes().stream().map(this::change).toList(),
                        value(one.reason()));
    }

    private Change change(Change one) {
        return new Change(
                cut(one.property()), value(one.from()), value(one.to()), diff(one.diff()));
    }

    private @Nullable String diff(@Nullable String diff) {
        if (diff == null) {
            return null;
        }
        long size = JsonSize.of(diff);
        if (size > diffsLeft) {
            diffsLeft = 0; // a later, shorter one does not come before it
            return "diff of %d bytes left out: the diffs of this run have more than %d MiB"
                    .formatted(bytes(diff), DIFFS >> 20);
        }
        diffsLeft -= (int) size;
        return diff;
    }

    private @Nullable String value(@Nullable String value) {
        return value == null ? null : cut(value);
    }

    private String cut(String value) {
        int end = JsonSize.fits(value, valuesLeft > 0 ? LONGEST : SHORT);
        valuesLeft -= (int) JsonSize.of(value.substring(0, end));
        return end == value.length()
                ? value
                : "%s… (%d bytes left out)"
                        .formatted(value.substring(0, end), bytes(value.substring(end)));
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
