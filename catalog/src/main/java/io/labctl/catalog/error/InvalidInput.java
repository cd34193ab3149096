package io.labctl.catalog.error;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was given breaks a rule; the field at fault is named where there is one. */
public final class InvalidInput extends LabException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String field;

    public InvalidInput(String message) {
        this(message, null, null);
    }

    public InvalidInput(String message, Throwable cause) {
        this(message, cause, null);
    }

    private InvalidInput(String message, @Nullable Throwable cause, @Nullable String field) {
        super(message, cause);
        this.field = field;
    }

    public static InvalidInput inField(String field, String message) {
        return new InvalidInput(message, null, field);
    }

    /** The same with what it was found by. */
    public static InvalidInput inField(String field, String message, Throwable cause) {
        return new InvalidInput(message, cause, field);
    }

    public Optional<String> field() {
        return Optional.ofNullable(field);
    }
}
