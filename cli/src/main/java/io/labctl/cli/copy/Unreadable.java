package io.labctl.cli.copy;

import java.io.IOException;

/** A file that was to be copied cannot be read to its end; its message is a sentence. */
final class Unreadable extends IOException {
    private static final long serialVersionUID = 1L;

    Unreadable(String sentence) {
        super(sentence);
    }

    Unreadable(String sentence, IOException cause) {
        super(sentence, cause);
    }
}
