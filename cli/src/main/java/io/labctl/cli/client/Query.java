package io.labctl.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The part of an address after {@code ?}; what is null is left out. */
final class Query {
    private final StringJoiner parts = new StringJoiner("&", "?", "").setEmptyValue("");

    Query with(String name, @Nullable Object value) {
        if (value != null) {
            parts.add(name + "=" + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
        }
        return this;
    }

    @Override
    public String toString() {
        return parts.toString();
    }
}
