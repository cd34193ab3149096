package io.labctl.agent.machine;

import io.labctl.catalog.error.NotFound;

/** Something that a change needs is not on the machine, so that another change may bring it. */
public final class Missing extends NotFound {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String name;

    /** What is missing. */
    public enum Kind {
        USER,
        GROUP,
        PROGRAM,
        DIRECTORY,
        DEVICE
    }

    /**
     * One of whom a sentence of its own tells.
     *
     * @param name of an account; of anything else its path, or what is looked for in {@code PATH}
     */
    public Missing(Kind kind, String name, String message) {
        super(message);
        this.kind = kind;
        this.name = name;
    }

    public static Missing user(String name) {
        return new Missing(Kind.USER, name, "no user '%s' on this machine".formatted(name));
    }

    public static Missing group(String name) {
        return new Missing(Kind.GROUP, name, "no group '%s' on this machine".formatted(name));
    }

    public Kind kind() {
        return kind;
    }

    public String name() {
        return name;
    }
}
