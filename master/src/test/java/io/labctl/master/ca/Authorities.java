package io.labctl.master.ca;

import io.labctl.catalog.secret.Secret;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Authorities on a test's database, and what tests let them sign. */
final class Authorities {
    static final SecureRandom RANDOM = new SecureRandom();
    static final Duration YEAR = Duration.ofDays(365);

    private Authorities() {}

    /** The authority of a database, as the holder of this key file opens it. */
    static CertificateAuthority open(Jdbi jdbi, Path keyFile, Clock clock) {
        return AuthorityKey.open(
                new CaConfig(keyFile, null, YEAR, YEAR, YEAR),
                jdbi,
                new CertificateRepository(),
                clock,
                RANDOM);
    }

    /** The same with a key that the environment gave. */
    static CertificateAuthority open(Jdbi jdbi, String key, Clock clock) {
        return AuthorityKey.open(
                new CaConfig(
                        Path.of("unused"), EncryptionKey.of(new Secret(key)), YEAR, YEAR, YEAR),
                jdbi,
                new CertificateRepository(),
                clock,
                RANDOM);
    }

    static String freshKey() {
        return EncryptionKey.fresh(RANDOM).written().reveal();
    }

    static X509Certificate agent(CertificateAuthority authority, Duration lifetime) {
        return authority.issue(agentTemplate(authority, lifetime)).getFirst();
    }

    static CertificateTemplate agentTemplate(CertificateAuthority authority, Duration lifetime) {
        return authority.template(
                Profile.AGENT,
                "lab://agent/baremetal/lab/web01",
                "web01",
                List.of(),
                keys().getPublic(),
                lifetime);
    }

    static X509Certificate user(CertificateAuthority authority) {
        return authority
                .issue(
                        authority.template(
                                Profile.USER,
                                "lab://user/admin",
                                "admin",
                                List.of(),
                                keys().getPublic(),
                                YEAR))
                .getFirst();
    }

    static X509Certificate server(CertificateAuthority authority, String... hosts) {
        return authority
                .issue(
                        authority.template(
                                Profile.SERVER,
                                Profile.SERVER_IDENTITY,
                                "labd",
                                List.of(hosts),
                                keys().getPublic(),
                                YEAR))
                .getFirst();
    }

    private static KeyPair keys() {
        return CertificateKeys.generate(RANDOM);
    }
}
