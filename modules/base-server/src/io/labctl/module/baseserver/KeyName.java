package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.OneLine;

/** What a key is called: the comment behind it in authorized_keys(5). */
public record KeyName(String value) implements Comparable<KeyName> {
    public KeyName {
        if (new OneLine(value).value().isBlank() || !value.equals(value.strip())) {
            throw new InvalidInput(
                    "name '%s' of a key is blank or has blanks around it"
                            .formatted(Printable.of(value)));
        }
    }

    @Override
    public int compareTo(KeyName other) {
        return value.compareTo(other.value);
    }
}
