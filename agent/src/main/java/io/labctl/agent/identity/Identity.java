package io.labctl.agent.identity;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.identity.MutualTls;
import io.labctl.catalog.name.AgentId;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/**
 * Who this machine is and whom it trusts: its key, its certificate with the issuers up to but
 * without the root, the roots of the one labd it belongs to, and where that is. Not a record: a
 * record would print its key.
 */
public final class Identity {
    private static final int URI_NAME = 6;

    private final PrivateKey key;
    private final List<X509Certificate> chain;
    private final List<X509Certificate> roots;
    private final URI server;
    private final AgentId agent;

    /**
     * Reads who it is.
     *
     * @throws InvalidInput when the certificate names no agent
     */
    public Identity(
            PrivateKey key, List<X509Certificate> chain, List<X509Certificate> roots, URI server) {
        this.key = key;
        this.chain = List.copyOf(chain);
        this.roots = List.copyOf(roots);
        this.server = server;
        this.agent = agentIn(chain.getFirst());
    }

    /**
     * Checks a new one. It costs two operations on the curve, so what {@link IdentityStore} has
     * kept is known to be whole by its hash.
     *
     * @throws InvalidInput when the certificate is not for this key
     */
    void requireKeyOfCertificate() {
        if (!belongsTogether(key, certificate())) {
            throw new InvalidInput(
                    "certificate of %s is not for the key beside it".formatted(agent));
        }
    }

    public AgentId agent() {
        return agent;
    }

    /** The labd that gave it, such as {@code https://labd.lab:7443}. */
    public URI server() {
        return server;
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** In hex, as labd's messages have it. */
    public String serial() {
        return certificate().getSerialNumber().toString(16);
    }

    public Instant expires() {
        return certificate().getNotAfter().toInstant();
    }

    public boolean isValidAt(Instant moment) {
        return !moment.isBefore(certificate().getNotBefore().toInstant())
                && moment.isBefore(expires());
    }

    /** TLS in which this identity is shown and only its roots are trusted. */
    public SSLContext tls() {
        return MutualTls.of(chain, key, roots);
    }

    /** All that its TLS shows and trusts, in the same order each time. */
    public List<X509Certificate> certificates() {
        return Stream.concat(chain.stream(), roots.stream()).toList();
    }

    PrivateKey key() {
        return key;
    }

    List<X509Certificate> chain() {
        return chain;
    }

    List<X509Certificate> roots() {
        return roots;
    }

    private static AgentId agentIn(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            List<String> uris =
                    names == null
                            ? List.of()
                            : names.stream()
                                    .filter(name -> Integer.valueOf(URI_NAME).equals(name.get(0)))
                                    .map(name -> String.valueOf(name.get(1)))
                                    .toList();
            if (uris.size() != 1) {
                throw new InvalidInput(
                        "certificate names %d agents instead of one".formatted(uris.size()));
            }
            return AgentId.parse(uris.getFirst());
        } catch (CertificateParsingException e) {
            throw new InvalidInput("certificate has unreadable names", e);
        }
    }

    private static boolean belongsTogether(PrivateKey key, X509Certificate certificate) {
        try {
            byte[] probe = {1};
            var signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(key);
            signer.update(probe);
            byte[] signature = signer.sign();
            signer.initVerify(certificate.getPublicKey());
            signer.update(probe);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
