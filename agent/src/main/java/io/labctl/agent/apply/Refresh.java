package io.labctl.agent.apply;

import java.util.Locale;

/** What a notification asks for. */
public enum Refresh {
    /** Also running a command. */
    RESTART,
    RELOAD;

    /** {@code restart}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
