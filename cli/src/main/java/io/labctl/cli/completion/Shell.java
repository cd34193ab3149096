package io.labctl.cli.completion;

import java.util.Locale;

/** The shells that a script can be made for. */
enum Shell {
    BASH,
    ZSH,
    FISH;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
