package io.labctl.cli.config;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The labd that a command talks to, complete.
 *
 * @param context its name in the config, for messages
 * @param server without a trailing slash
 * @param serverVariable of the environment that named it; null when none did
 * @param ca the only certificates to trust, PEM
 * @param certificate who we are, PEM, with its issuers
 * @param key unencrypted PKCS #8, PEM
 */
public record Target(
        String context,
        URI server,
        @Nullable String serverVariable,
        PemFile ca,
        PemFile certificate,
        PemFile key) {
    /** With files that no variable of the environment named. */
    public static Target of(String context, URI server, Path ca, Path certificate, Path key) {
        return new Target(
                context,
                server,
                null,
                new PemFile("ca", ca, null),
                new PemFile("certificate", certificate, null),
                new PemFile("key", key, null));
    }
}
