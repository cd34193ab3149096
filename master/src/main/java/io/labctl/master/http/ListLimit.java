package io.labctl.master.http;

import io.labctl.catalog.api.ReportQuery;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;

/** The query parameter {@code limit}: how many a list has at most. */
public final class ListLimit {
    private ListLimit() {}

    /**
     * Reads it.
     *
     * @throws InvalidInput when it is no number, or larger than what is listed at once
     */
    public static int of(String text) {
        if (!text.matches("[0-9]{1,4}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > ReportQuery.MOST) {
            throw InvalidInput.inField(
                    "limit",
                    "limit '%s' is not a number from 1 to %d"
                            .formatted(Printable.of(text), ReportQuery.MOST));
        }
        return Integer.parseInt(text);
    }
}
