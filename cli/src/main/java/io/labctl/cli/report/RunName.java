package io.labctl.cli.report;

import java.util.Optional;
import java.util.UUID;

/** A run as it is named on the command line: its id, or as listings by name print it. */
final class RunName {
    static final String TYPE = "report/";
    private static final String UUID_FORM =
            "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}";

    private RunName() {}

    static Optional<UUID> parse(String word) {
        String id = word.startsWith(TYPE) ? word.substring(TYPE.length()) : word;
        return id.matches(UUID_FORM) ? Optional.of(UUID.fromString(id)) : Optional.empty();
    }
}
