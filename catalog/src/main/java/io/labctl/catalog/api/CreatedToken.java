package io.labctl.catalog.api;

import io.labctl.catalog.secret.Secret;
import io.labctl.catalog.secret.SecretOnTheWire;
import java.time.Instant;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A new join token, shown this once.
 *
 * @param token the whole of it, {@code lab1.<id>.<secret>.<ca-pin>}
 */
public record CreatedToken(
        String id,
        @JsonSerialize(using = SecretOnTheWire.Writer.class)
                @JsonDeserialize(using = SecretOnTheWire.Reader.class)
                Secret token,
        Instant expiresAt) {}
