package io.labctl.agent.identity;

import io.labctl.catalog.identity.MutualTls;
import io.labctl.catalog.identity.Pem;
import io.labctl.catalog.name.AgentId;
import java.io.StringReader;
import java.math.BigInteger;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

/** A certificate authority with a root and an issuing CA, as labd has one. */
public final class TestAuthority {
    private static final KeyPairs KEYS = new KeyPairs(new SecureRandom());
    private static long serial = 1;

    private final KeyPair rootKeys = KEYS.make();
    private final KeyPair issuingKeys = KEYS.make();
    private final X509Certificate root;
    private final X509Certificate issuing;
    private final Instant now;

    public TestAuthority() throws Exception {
        this(Instant.now());
    }

    /** By a clock that shows that time; its certificates begin two days before. */
    public TestAuthority(Instant now) throws Exception {
        this.now = now;
        root =
                certificate(
                        new Subject("CN=root", rootKeys.getPublic(), null, true),
                        "CN=root",
                        rootKeys,
                        now.plus(Duration.ofDays(10)));
        issuing =
                certificate(
                        new Subject("CN=issuing", issuingKeys.getPublic(), null, true),
                        "CN=root",
                        rootKeys,
                        now.plus(Duration.ofDays(9)));
    }

    private record Subject(String name, PublicKey key, @Nullable GeneralName also, boolean ca) {}

    public X509Certificate root() {
        return root;
    }

    public String pin() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(root.getPublicKey().getEncoded());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    public String rootsPem() {
        return Pem.of(List.of(root));
    }

    public Identity identity(String agent, URI server) throws Exception {
        return identity(agent, server, now.plus(Duration.ofDays(1)));
    }

    public Identity identity(String agent, URI server, Instant until) throws Exception {
        KeyPair keys = KEYS.make();
        return new Identity(
                keys.getPrivate(),
                agentChain(agent, keys.getPublic(), until),
                List.of(root),
                server);
    }

    public String chainPem(AgentId agent, String csrPem) throws Exception {
        try (var parser = new PEMParser(new StringReader(csrPem))) {
            var csr = (PKCS10CertificationRequest) parser.readObject();
            PublicKey key = new JcaPEMKeyConverter().getPublicKey(csr.getSubjectPublicKeyInfo());
            return Pem.of(agentChain(agent.toString(), key, now.plus(Duration.ofDays(1))));
        }
    }

    private List<X509Certificate> agentChain(String agent, PublicKey key, Instant until)
            throws Exception {
        var name = new GeneralName(GeneralName.uniformResourceIdentifier, agent);
        return List.of(
                certificate(
                        new Subject("CN=agent", key, name, false),
                        "CN=issuing",
                        issuingKeys,
                        until),
                issuing);
    }

    /** TLS as labd with a certificate for that address: leaf, issuing CA, root. */
    public SSLContext serverTls(String ip) throws Exception {
        return serverTls(ip, root);
    }

    /** The same, but showing another root at the end of the chain. */
    public SSLContext serverTls(String ip, X509Certificate shownRoot) throws Exception {
        KeyPair keys = KEYS.make();
        var leaf =
                certificate(
                        new Subject(
                                "CN=labd",
                                keys.getPublic(),
                                new GeneralName(GeneralName.iPAddress, ip),
                                false),
                        "CN=issuing",
                        issuingKeys,
                        now.plus(Duration.ofDays(1)));
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "labd",
                keys.getPrivate(),
                new char[0],
                new Certificate[] {leaf, issuing, shownRoot});
        var managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(store, new char[0]);
        var context = SSLContext.getInstance("TLS");
        context.init(
                managers.getKeyManagers(), MutualTls.trust(List.of(root)).getTrustManagers(), null);
        return context;
    }

    private X509Certificate certificate(
            Subject subject, String issuer, KeyPair issuerKeys, Instant until) throws Exception {
        var builder =
                new JcaX509v3CertificateBuilder(
                        new X500Name(issuer),
                        BigInteger.valueOf(serial++),
                        Date.from(now.minus(Duration.ofDays(2))),
                        Date.from(until),
                        new X500Name(subject.name()),
                        subject.key());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(subject.ca()));
        GeneralName also = subject.also();
        if (also != null) {
            builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(also));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(issuerKeys.getPrivate())));
    }
}
