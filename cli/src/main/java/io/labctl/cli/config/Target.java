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
public record Target(String context, URI server, Path ca, Path certificate, Path key) {}
