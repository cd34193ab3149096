package io.labctl.cli.print;

/** The few colours in use (ECMA-48, section 8.3.117). */
public enum Colour {
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    CYAN("36"),
    BOLD("1");

    private final String code;

    Colour(String code) {
        this.code = code;
    }

    String around(String text) {
        return "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
