package io.labctl.catalog.error;

import org.jspecify.annotations.Nullable;

/** Something needed did not answer; the same request may succeed later. */
public final class Unavailable extends LabException {
    private static final long serialVersionUID = 1L;

    private final boolean soon;

    public Unavailable(String message) {
        this(message, null, false);
    }

    public Unavailable(String message, Throwable cause) {
        this(message, cause, false);
    }

    private Unavailable(String message, @Nullable Throwable cause, boolean soon) {
        super(message, cause);
        this.soon = soon;
    }

    /** What a few wait for, who may ask again in a second. */
    public static Unavailable soon(String message, @Nullable Throwable cause) {
        return new Unavailable(message, cause, true);
    }

    public boolean isSoon() {
        return soon;
    }
}
