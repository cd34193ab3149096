package io.labctl.catalog.error;

/** Something needed did not answer; the same request may succeed later. */
public final class Unavailable extends LabException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
        super(message, null);
    }

    public Unavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
