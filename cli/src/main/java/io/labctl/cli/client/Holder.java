package io.labctl.cli.client;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.AgentId;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whose a certificate is, by what it says itself. */
final class Holder {
    private Holder() {}

    /** Whose it is where labd would not take it for a person's: {@code a CA}. */
    static Optional<String> otherThanAPerson(X509Certificate certificate) {
        if (certificate.getBasicConstraints() >= 0) {
            return Optional.of("a CA");
        }
        return agent(certificate).map(id -> "the agent of server '%s'".formatted(id.server()));
    }

    static Optional<AgentId> agent(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? Optional.empty()
                    : names.stream()
                            .map(name -> agent(String.valueOf(name.get(1))))
                            .flatMap(Optional::stream)
                            .findFirst();
        } catch (CertificateParsingException e) {
            return Optional.empty(); // labd says what it thinks of it
        }
    }

    private static Optional<AgentId> agent(String name) {
        try {
            return Optional.of(AgentId.parse(name));
        } catch (InvalidInput e) {
            return Optional.empty();
        }
    }
}
