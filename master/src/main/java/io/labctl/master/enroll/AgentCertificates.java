package io.labctl.master.enroll;

import io.labctl.catalog.name.AgentId;
import io.labctl.master.ca.CertificateAuthority;
import io.labctl.master.ca.CertificateTemplate;
import io.labctl.master.ca.Profile;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The certificates that agents get.
 *
 * @param lifetime from the moment of issuing
 */
public record AgentCertificates(CertificateAuthority authority, Duration lifetime) {
    /** The most that RFC 5280 lets into a common name (appendix A.1, ub-common-name). */
    private static final int LONGEST_COMMON_NAME = 64;

    CertificateAuthority.Intent intend(Handle db, AgentId id, PublicKey key) {
        CertificateTemplate template =
                authority.template(
                        Profile.AGENT, id.toString(), commonName(id), List.of(), key, lifetime);
        return authority.intend(db, template);
    }

    X509Certificate root() {
        return authority.root();
    }

    private static String commonName(AgentId id) {
        String name = id.server().value();
        return name.length() <= LONGEST_COMMON_NAME ? name : name.substring(0, LONGEST_COMMON_NAME);
    }
}
