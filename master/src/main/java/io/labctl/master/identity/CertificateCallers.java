package io.labctl.master.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.master.ca.CertificateRepository;
import io.labctl.master.ca.Serial;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Turns a client certificate, whose chain the TLS layer has validated, into a caller. Only the URI
 * subject alternative name counts, never the common name. Whether the certificate is still in force
 * is asked of the database at most once in {@link #MEMORY}, and at once after {@link #forget}.
 */
public final class CertificateCallers {
    private static final Duration MEMORY = Duration.ofSeconds(1);
    private static final int LARGEST = 200_000;
    private static final int URI_NAME = 6;

    private final Jdbi jdbi;
    private final CertificateRepository certificates;
    private final Clock clock;
    private final Ticker ticker;
    private volatile Cache<Serial, Boolean> inForce;

    /**
     * What certificates say, for as long as their connections live: weak keys are compared by
     * identity.
     */
    private final Cache<X509Certificate, Shown> shown = Caffeine.newBuilder().weakKeys().build();

    /** A certificate, read. */
    private record Shown(Serial serial, Instant notAfter, Caller caller) {
        static Shown of(X509Certificate certificate) {
            Serial serial = Serial.of(certificate.getSerialNumber());
            return new Shown(
                    serial,
                    certificate.getNotAfter().toInstant(),
                    named(identity(certificate), serial));
        }
    }

    public CertificateCallers(
            Jdbi jdbi, CertificateRepository certificates, Clock clock, Ticker ticker) {
        this.jdbi = jdbi;
        this.certificates = certificates;
        this.clock = clock;
        this.ticker = ticker;
        this.inForce = nothingKnown();
    }

    /**
     * Who shows this certificate.
     *
     * @throws Denied when it was revoked or has expired, or says nothing that labd understands
     */
    public Caller caller(X509Certificate certificate) {
        Shown known = shown.get(certificate, Shown::of);
        // TLS has looked at this too, but only when the connection was made, and it may be an old
        // one.
        if (clock.instant().isAfter(known.notAfter())) {
            throw new Denied(
                    "certificate %s expired at %s".formatted(known.serial(), known.notAfter()));
        }
        if (!inForce.get(known.serial(), this::askDatabase)) {
            throw new Denied(
                    "certificate %s has been revoked or was not issued by this labd"
                            .formatted(known.serial()));
        }
        return known.caller();
    }

    private static Caller named(String uri, Serial serial) {
        try {
            return Caller.named(uri, serial);
        } catch (InvalidInput e) {
            throw new Denied(
                    "certificate %s is neither an agent's, a person's nor a labd's"
                            .formatted(serial),
                    e);
        }
    }

    /** Asks the database again the next time; to be called after revoking. */
    public void forget() {
        // Not emptied but replaced: an answer that is on its way from the database then lands in
        // the old one.
        inForce = nothingKnown();
    }

    private Cache<Serial, Boolean> nothingKnown() {
        return Caffeine.newBuilder()
                .ticker(ticker)
                .expireAfterWrite(MEMORY)
                .maximumSize(LARGEST)
                .build();
    }

    private boolean askDatabase(Serial serial) {
        return jdbi.withHandle(db -> certificates.isInForce(db, serial));
    }

    private static String identity(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return (names == null ? List.<List<?>>of() : names)
                    .stream()
                            .filter(name -> Integer.valueOf(URI_NAME).equals(name.getFirst()))
                            .map(name -> String.valueOf(name.get(1)))
                            .findFirst()
                            .orElseThrow(() -> new Denied("the client certificate names no one"));
        } catch (CertificateParsingException e) {
            throw new Denied("the client certificate's names are not readable", e);
        }
    }
}
