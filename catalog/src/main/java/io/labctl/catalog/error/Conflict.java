package io.labctl.catalog.error;

/** The request was well formed but does not fit the present state. */
public final class Conflict extends LabException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
        super(message, null);
    }

    public Conflict(String message, Throwable cause) {
        super(message, cause);
    }
}
