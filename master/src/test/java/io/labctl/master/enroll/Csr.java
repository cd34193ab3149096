package io.labctl.master.enroll;

import io.labctl.master.ca.CertificateKeys;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Signing requests as machines make them, and as they should not. */
public final class Csr {
    private Csr() {}

    /** What a well-behaved agent sends. */
    public static String of(String name, KeyPair keys) {
        return of(new X500Name("CN=" + name), keys.getPublic(), keys.getPrivate());
    }

    public static String of(X500Name subject, PublicKey key, PrivateKey signer) {
        return signed(new JcaPKCS10CertificationRequestBuilder(subject, key), signer);
    }

    public static String with(
            ASN1ObjectIdentifier attribute, ASN1Encodable value, String name, KeyPair keys) {
        return signed(
                new JcaPKCS10CertificationRequestBuilder(
                                new X500Name("CN=" + name), keys.getPublic())
                        .addAttribute(attribute, value),
                keys.getPrivate());
    }

    private static String signed(PKCS10CertificationRequestBuilder builder, PrivateKey signer) {
        try {
            String algorithm =
                    signer.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
            return pem(
                    builder.build(new JcaContentSignerBuilder(algorithm).build(signer))
                            .getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pem(byte[] der) {
        var out = new StringWriter();
        try (var pem = new PemWriter(out)) {
            pem.writeObject(new PemObject("CERTIFICATE REQUEST", der));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    public static KeyPair p256() {
        return CertificateKeys.generate(new SecureRandom());
    }

    public static KeyPair p384() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp384r1"));
        return generator.generateKeyPair();
    }

    public static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
