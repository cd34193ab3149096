package io.labctl.agent.enroll;

import io.labctl.agent.identity.Identity;
import io.labctl.catalog.api.EnrollResponse;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.identity.CaPin;
import io.labctl.catalog.identity.Pem;
import io.labctl.catalog.name.ServerName;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What was asked for, against which the answer is checked before anything is replaced by it. */
record IssuedIdentity(PrivateKey key, URI server, CaPin pin, ServerName name) {

    Identity check(EnrollResponse response) {
        if (response.chain() == null || response.roots() == null) {
            throw new InvalidInput("labd's answer holds no certificates");
        }
        List<X509Certificate> chain = Pem.certificates("the issued chain", response.chain());
        List<X509Certificate> roots = Pem.certificates("the list of roots", response.roots());
        X509Certificate pinned =
                roots.stream()
                        .filter(pin::fits)
                        .findFirst()
                        .orElseThrow(
                                () ->
                                        new InvalidInput(
                                                "the root pinned in the token is not among the"
                                                        + " roots that labd gave"));
        leadsTo(pinned, chain);
        var identity = new Identity(key, chain, roots, server);
        if (!identity.agent().server().equals(name)) {
            throw new InvalidInput(
                    "labd issued a certificate for '%s' instead of '%s'"
                            .formatted(identity.agent().server(), name));
        }
        return identity;
    }

    /** As of the moment of its issue: this machine's clock is judged apart, in its own sentence. */
    private static void leadsTo(X509Certificate root, List<X509Certificate> chain) {
        try {
            var parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
            parameters.setRevocationEnabled(false);
            parameters.setDate(issue(root, chain));
            var path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
            CertPathValidator.getInstance("PKIX").validate(path, parameters);
        } catch (GeneralSecurityException e) {
            throw new InvalidInput("the issued certificate does not lead to the pinned root", e);
        }
    }

    private static Date issue(X509Certificate root, List<X509Certificate> chain) {
        return Stream.concat(Stream.of(root), chain.stream())
                .map(X509Certificate::getNotBefore)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
