package io.labctl.catalog.error;

/** The named thing does not exist, or the caller may not know that it does. */
public non-sealed class NotFound extends LabException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
        super(message, null);
    }

    public NotFound(String message, Throwable cause) {
        super(message, cause);
    }
}
