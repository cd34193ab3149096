package io.labctl.catalog.name;

import io.labctl.catalog.error.InvalidInput;

/**
 * Who an agent is: its place in the fleet. Written {@code
 * lab://agent/<cloud>/<environment>/<server>} in the certificate's URI subject alternative name
 * (RFC 5280, section 4.2.1.6).
 */
public record AgentId(DnsLabel cloud, DnsLabel environment, ServerName server) {
    private static final String PREFIX = "lab://agent/";

    public static AgentId parse(String uri) {
        String[] parts =
                uri.startsWith(PREFIX)
                        ? uri.substring(PREFIX.length()).split("/", -1)
                        : new String[0];
        if (parts.length != 3) {
            throw new InvalidInput(
                    "'%s' is not an agent's identity (lab://agent/<cloud>/<environment>/<server>)"
                            .formatted(Printable.of(uri)));
        }
        return new AgentId(
                new DnsLabel(parts[0]), new DnsLabel(parts[1]), new ServerName(parts[2]));
    }

    @Override
    public String toString() {
        return PREFIX + cloud + "/" + environment + "/" + server;
    }
}
