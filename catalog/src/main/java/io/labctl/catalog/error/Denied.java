package io.labctl.catalog.error;

/** The caller is known, or is not, and may not do this. */
public final class Denied extends LabException {
    private static final long serialVersionUID = 1L;

    public Denied(String message) {
        super(message, null);
    }

    public Denied(String message, Throwable cause) {
        super(message, cause);
    }
}
