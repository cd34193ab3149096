package io.labctl.cli.config;

import java.net.URI;
import java.nio.file.Path;

/**
 * The labd that a command talks to, complete.
 *
 * @param context its name in the config, for messages
 * @param server without a trailing slash
 * @param ca the only certificates to trust, PEM
 * @param certificate who we are, PEM, with its issuers
 * @param key unencrypted PKCS #8, PEM
 */
public record Target(String context, URI server, PemFile ca, PemFile certificate, PemFile key) {
    /** With files that no variable of the environment named. */
    public static Target of(String context, URI server, Path ca, Path certificate, Path key) {
        return new Target(
                context,
                server,
                new PemFile("ca", ca, null),
                new PemFile("certificate", certificate, null),
                new PemFile("key", key, null));
    }
}
