package io.labctl.catalog.api;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.secret.Secret;
import io.labctl.catalog.secret.SecretOnTheWire;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * A machine asks to join.
 *
 * @param tokenId the public part of the join token
 * @param secret the secret part; sent only after the server's chain was checked against the pin
 * @param csr PKCS #10 in PEM (RFC 2986, RFC 7468), subject {@code CN=<name>}, key ECDSA P-256
 */
public record EnrollRequest(
        String tokenId,
        @JsonSerialize(using = SecretOnTheWire.Writer.class)
                @JsonDeserialize(using = SecretOnTheWire.Reader.class)
                Secret secret,
        ServerName name,
        String csr) {}
