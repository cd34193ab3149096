package io.labctl.cli.completion;

import io.labctl.cli.words.Words;
import java.util.List;

/** The shells by their names. */
final class Shells extends Words<Shell> {
    Shells() {
        super("shell", List.of(Shell.values()), Shell::word);
    }
}
