package io.labctl.master.ca;

import java.security.PublicKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A certificate that someone would like to have. A certificate's times are whole seconds (RFC 5280,
 * 4.1.2.5.2), and so are these.
 *
 * @param identity for the URI subject alternative name, {@code lab://…}
 * @param commonName for people to read; trusted by nothing
 * @param hosts DNS names and addresses, for labd's own certificate only
 */
public record CertificateTemplate(
        Profile profile,
        String identity,
        String commonName,
        List<String> hosts,
        PublicKey key,
        Instant notBefore,
        Instant notAfter) {
    public CertificateTemplate {
        hosts = List.copyOf(hosts);
        notBefore = notBefore.truncatedTo(ChronoUnit.SECONDS);
        notAfter = notAfter.truncatedTo(ChronoUnit.SECONDS);
    }
}
