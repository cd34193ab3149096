package io.labctl.cli.rehearse;

import java.nio.file.Path;
import java.util.Optional;

/** Takes a rehearsal's context out of a config, as it goes when the rehearsal does. */
final class ContextRemovalProgram {
    private ContextRemovalProgram() {}

    public static void main(String[] args) {
        new RehearsalContext(
                        Path.of(args[0]), new StateFolder(Path.of(args[1])), System.out::println)
                .remove(Optional.empty());
    }
}
