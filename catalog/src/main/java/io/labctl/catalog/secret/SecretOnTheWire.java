package io.labctl.catalog.secret;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;

/**
 * Lets one named field of one wire type carry its secret. A field without these two annotations
 * never does: the mapper finds nothing in a {@link Secret}.
 */
public final class SecretOnTheWire {
    private SecretOnTheWire() {}

    /** Writes the value in clear. */
    public static final class Writer extends ValueSerializer<Secret> {
        @Override
        public void serialize(Secret secret, JsonGenerator out, SerializationContext context) {
            out.writeString(secret.reveal());
        }
    }

    /** Reads a value that came in clear. */
    public static final class Reader extends ValueDeserializer<Secret> {
        @Override
        public Secret deserialize(JsonParser in, DeserializationContext context) {
            return new Secret(in.getValueAsString(""));
        }
    }
}
