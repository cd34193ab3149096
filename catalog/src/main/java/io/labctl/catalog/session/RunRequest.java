package io.labctl.catalog.session;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.Printable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run that a person wants to be made at once. Its output is a {@link
 * io.labctl.catalog.report.RunEvent} a line, as JSON.
 *
 * @param noop only look and tell, change nothing
 * @param tags only what has one of these, and what that comes after; none means all
 * @param module the module of which a catalog is applied this once; null for the machine's own
 * @param detailed whether its exit code tells of changes too
 */
public record RunRequest(
        boolean noop, List<String> tags, @Nullable DnsLabel module, boolean detailed)
        implements SessionTask {
    private static final int MOST_TAGS = 100;

    /** The title of a resource can be a path, and no path of Linux is longer. */
    private static final int LONGEST_TAG = 4096;

    public RunRequest {
        tags = List.copyOf(tags);
        if (tags.size() > MOST_TAGS) {
            throw InvalidInput.inField(
                    "tags", "%d tags are more than %d".formatted(tags.size(), MOST_TAGS));
        }
        tags.forEach(RunRequest::check);
        if (module != null && !tags.isEmpty()) {
            throw InvalidInput.inField(
                    "tags", "of one module all is applied: tags do not go with it");
        }
    }

    private static void check(String tag) {
        if (tag.isBlank() || tag.length() > LONGEST_TAG) {
            throw InvalidInput.inField(
                    "tags", "tag '%s' is empty or too long".formatted(Printable.of(tag)));
        }
    }
}
