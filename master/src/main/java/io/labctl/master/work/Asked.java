package io.labctl.master.work;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.work.Action;
import java.time.Instant;
import java.util.UUID;

/**
 * Work that somebody asks for.
 *
 * @param until when it has to be done, or fetched where the agent says that it has it
 */
public record Asked(
        UUID id, ServerName server, Action action, String by, Instant at, Instant until) {}
