package io.labctl.catalog.api;

/**
 * A machine's new identity.
 *
 * @param agent who it is now, {@code lab://agent/<cloud>/<environment>/<server>}
 * @param chain the certificate first, then its issuers without the root, in PEM
 * @param roots the root certificates to trust, in PEM
 */
public record EnrollResponse(String agent, String chain, String roots) {}
