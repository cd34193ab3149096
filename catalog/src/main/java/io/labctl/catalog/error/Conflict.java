package io.labctl.catalog.error;

import org.jspecify.annotations.Nullable;

/** The request was well formed but does not fit the present state. */
public final class Conflict extends LabException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String fact;

    public Conflict(String message) {
        this(message, null, null);
    }

    public Conflict(String message, Throwable cause) {
        this(message, cause, null);
    }

    private Conflict(String message, @Nullable Throwable cause, @Nullable String fact) {
        super(message, cause);
        this.fact = fact;
    }

    /** One whose sentence goes on with what somebody has to do before it can be as was asked. */
    public static Conflict until(String fact, String done) {
        return new Conflict("%s; %s".formatted(fact, done), null, fact);
    }

    /** The same for whoever only wants to know, and has nothing to do. */
    public Conflict asFact() {
        return fact == null ? this : new Conflict(fact, this);
    }
}
