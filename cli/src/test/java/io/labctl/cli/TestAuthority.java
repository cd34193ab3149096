package io.labctl.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A small certificate authority for tests. */
public final class TestAuthority {
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    public static final Instant LONG_HENCE = Instant.parse("2090-01-01T00:00:00Z");

    private final KeyPair keys = newKeys();
    private final X509Certificate root;

    /** A certificate with its key. */
    public record Leaf(X509Certificate certificate, PrivateKey key) {
        public void write(Path certificateFile, Path keyFile) throws IOException {
            Files.writeString(certificateFile, pem("CERTIFICATE", encoded(certificate)));
            Files.writeString(keyFile, pem("PRIVATE KEY", key.getEncoded()));
        }
    }

    public TestAuthority() {
        this.root = certificate("test CA", keys, keys, null, LONG_HENCE);
    }

    public X509Certificate root() {
        return root;
    }

    public void writeRoot(Path file) throws IOException {
        Files.writeString(file, pem("CERTIFICATE", encoded(root)));
    }

    public Leaf server(String name) {
        return leaf(
                new GeneralNames(new GeneralName[] {new GeneralName(GeneralName.dNSName, name)}),
                LONG_HENCE);
    }

    public Leaf person(String name) {
        return person(name, LONG_HENCE);
    }

    public Leaf person(String name, Instant notAfter) {
        return leaf(
                new GeneralNames(
                        new GeneralName(
                                GeneralName.uniformResourceIdentifier, "lab://user/" + name)),
                notAfter);
    }

    public Leaf agent(String server) {
        return leaf(
                new GeneralNames(
                        new GeneralName(
                                GeneralName.uniformResourceIdentifier,
                                "lab://agent/baremetal/lab/" + server)),
                LONG_HENCE);
    }

    private Leaf leaf(GeneralNames names, Instant notAfter) {
        KeyPair own = newKeys();
        return new Leaf(certificate("leaf", own, keys, names, notAfter), own.getPrivate());
    }

    private static X509Certificate certificate(
            String subject,
            KeyPair own,
            KeyPair issuer,
            @Nullable GeneralNames names,
            Instant notAfter) {
        try {
            var builder =
                    new JcaX509v3CertificateBuilder(
                            new X500Name("CN=test CA"),
                            BigInteger.valueOf(own.getPublic().hashCode() & 0xffffffL),
                            Date.from(LONG_AGO),
                            Date.from(notAfter),
                            new X500Name("CN=" + subject),
                            own.getPublic());
            if (names == null) {
                builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
            } else {
                builder.addExtension(Extension.subjectAlternativeName, false, names);
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(issuer.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new AssertionError("test certificate not made", e);
        }
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("test key not made", e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new AssertionError("test certificate not encoded", e);
        }
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        kind,
                        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der),
                        kind);
    }
}
