package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.time.Duration;
import java.util.List;

/**
 * A health check: it changes nothing and runs after everything else has been applied.
 *
 * @param command a program with its arguments; healthy when it exits 0
 * @param within how long the check may be tried before it counts as failed
 */
public record CheckResource(String title, List<String> command, Duration within)
        implements Resource {
    public static final String TYPE = "check";

    public CheckResource {
        Rules.command("command", "check '%s'".formatted(Printable.of(title)), command);
        command = List.copyOf(command);
        if (!within.isPositive()) {
            throw InvalidInput.inField(
                    "within", "within of check '%s' is not longer than 0".formatted(title));
        }
    }

    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, title);
    }
}
