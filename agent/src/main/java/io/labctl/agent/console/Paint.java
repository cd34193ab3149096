package io.labctl.agent.console;

/** Colours (ECMA-48, section 8.3.117), or none. */
public enum Paint {
    NONE,
    COLOURS;

    /** Colours for a terminal whose user did not ask for none (no-color.org). */
    public static Paint of(boolean terminal, boolean refused) {
        return terminal && !refused ? COLOURS : NONE;
    }

    String red(String text) {
        return in(31, text);
    }

    String green(String text) {
        return in(32, text);
    }

    String yellow(String text) {
        return in(33, text);
    }

    String cyan(String text) {
        return in(36, text);
    }

    private String in(int colour, String text) {
        return this == NONE ? text : "\u001b[%dm%s\u001b[0m".formatted(colour, text);
    }
}
