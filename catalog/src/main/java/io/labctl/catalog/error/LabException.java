package io.labctl.catalog.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of everything that labctl refuses or cannot do for a reason that a person should read.
 * The message starts in lower case, names the thing and its value, and ends without a full stop.
 */
public abstract sealed class LabException extends RuntimeException
        permits InvalidInput, Denied, NotFound, Conflict, Unavailable {
    private static final long serialVersionUID = 1L;

    LabException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** The sentence for people; never null, unlike {@link #getMessage()} in general. */
    public final String sentence() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
