package io.labctl.master.ca;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An authority that is not labd's and signs whatever is wanted. */
public final class ForeignAuthority {
    private static final SecureRandom RANDOM = new SecureRandom();

    private ForeignAuthority() {}

    /** A client certificate with its key. */
    public record Client(PrivateKey key, List<X509Certificate> chain) {}

    public static Client client(String identity) {
        Instant now = Instant.now();
        var life =
                new Signing.Validity(now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(1)));
        KeyPair rootKeys = CertificateKeys.generate(RANDOM);
        X509Certificate root =
                Signing.root(
                        Signing.commonName("labctl root"),
                        rootKeys.getPublic(),
                        rootKeys.getPrivate(),
                        Serial.random(RANDOM),
                        life);
        KeyPair keys = CertificateKeys.generate(RANDOM);
        var template =
                new CertificateTemplate(
                        Profile.USER,
                        identity,
                        "admin",
                        List.of(),
                        keys.getPublic(),
                        life.notBefore(),
                        life.notAfter());
        X509Certificate leaf =
                Signing.leaf(
                        new CheckedTemplate(template, Serial.random(RANDOM)),
                        root,
                        rootKeys.getPrivate());
        return new Client(keys.getPrivate(), List.of(leaf, root));
    }
}
