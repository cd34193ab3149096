package io.labctl.master.bootstrap;

import io.labctl.master.background.Closing;
import io.labctl.master.background.Repeating;
import io.labctl.master.ca.CertificateAuthority;
import io.labctl.master.ca.CertificateKeys;
import io.labctl.master.ca.Profile;
import io.labctl.master.http.ServerTls;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What labd shows its clients: a certificate with a key of its own, made when labd starts and anew
 * when less than a third of its life is left. The keys are never on a disk.
 */
public final class OwnCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(OwnCertificate.class);

    /** Short beside a third of the shortest life that can be configured, a minute. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Issuance issuance;
    private volatile Shown shown;

    private OwnCertificate(Issuance issuance, Shown shown) {
        this.issuance = issuance;
        this.shown = shown;
    }

    /**
     * Makes the first one.
     *
     * @param names that labd is reached by, besides this machine's own, which are read each time
     */
    public static OwnCertificate issue(
            CertificateAuthority authority,
            List<String> names,
            Duration lifetime,
            Clock clock,
            SecureRandom random) {
        var issuance = new Issuance(authority, List.copyOf(names), lifetime, clock, random);
        return new OwnCertificate(issuance, issuance.issue());
    }

    public SSLContext tls() {
        return shown.tls();
    }

    /** When the one that is shown now ends. */
    public Instant end() {
        return shown.end();
    }

    /**
     * Renews it in time until the returned handle is closed.
     *
     * @param use is given each new one, for new connections
     */
    public Closing renewing(Consumer<SSLContext> use) {
        Repeating looking = Repeating.every(LOOK_EVERY, "own certificate", () -> renewWhenDue(use));
        return looking::close;
    }

    private void renewWhenDue(Consumer<SSLContext> use) {
        Shown held = shown;
        if (!held.isDue(issuance.clock().instant())) {
            return;
        }
        Shown fresh = issuance.issue();
        use.accept(fresh.tls());
        shown = fresh;
        LOG.atInfo()
                .addKeyValue("replacedEnds", held.end())
                .addKeyValue("ends", fresh.end())
                .log("labd's own certificate is renewed");
    }

    private record Shown(SSLContext tls, Instant since, Instant end) {
        boolean isDue(Instant now) {
            Duration life = Duration.between(since, end);
            return now.isAfter(end.minus(life.dividedBy(3)));
        }
    }

    private record Issuance(
            CertificateAuthority authority,
            List<String> names,
            Duration lifetime,
            Clock clock,
            SecureRandom random) {
        Shown issue() {
            KeyPair keys = CertificateKeys.generate(random);
            var template =
                    authority.template(
                            Profile.SERVER,
                            Profile.SERVER_IDENTITY,
                            "labd",
                            OwnNames.with(names),
                            keys.getPublic(),
                            lifetime);
            var chain = new ArrayList<X509Certificate>(authority.issue(template));
            X509Certificate leaf = chain.getFirst();
            chain.add(authority.root());
            return new Shown(
                    ServerTls.context(keys.getPrivate(), chain, authority.root()),
                    clock.instant(),
                    leaf.getNotAfter().toInstant());
        }
    }
}
