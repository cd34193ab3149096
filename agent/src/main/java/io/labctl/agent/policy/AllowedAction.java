package io.labctl.agent.policy;

import java.util.Locale;

/** What labd can ask, as {@code policy.yaml} names it. */
enum AllowedAction {
    /** To look at what is on the machine. */
    RESOURCE,
    /** To run a command. */
    EXEC,
    /** To run a command in a terminal, which is a kind of {@link #EXEC}. */
    TERMINAL,
    /** To read logs. */
    LOGS,
    /** To make a run now. */
    RUN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
