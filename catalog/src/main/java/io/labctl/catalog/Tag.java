package io.labctl.catalog;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.regex.Pattern;

/** A word by which a run can be told to take only a part of a catalog. */
public record Tag(String value) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9_][a-z0-9_:.-]{0,99}");

    @JsonCreator
    public Tag {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidInput(
                    "tag '%s' is not of small letters, digits, and _ : . - after the first"
                            .formatted(Printable.of(value)));
        }
    }

    @JsonValue
    @Override
    public String value() {
        return value;
    }

    @Override
    public String toString() {
        return value;
    }
}
