package io.labctl.cli.exec;

import io.labctl.catalog.session.SessionCommand;
import java.util.Optional;

/** Knows the commands that labctl makes itself for what people have asked it to do. */
@FunctionalInterface
public interface OwnCommands {
    /** What it does, in a few words; empty for what people have typed themselves. */
    Optional<String> words(SessionCommand command);
}
