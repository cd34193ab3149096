package io.labctl.module.baseserver;

import io.labctl.catalog.resource.SshPublicKey;

/**
 * A public key.
 *
 * @param value as a file such as {@code id_ed25519.pub} has it; a comment in it is passed over
 */
public record PublicKey(String value) {
    public PublicKey {
        value = SshPublicKey.parse(value).toString();
    }
}
