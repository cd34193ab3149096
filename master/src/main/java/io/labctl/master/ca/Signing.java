package io.labctl.master.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Builds and signs the certificates themselves (RFC 5280), with SHA-256 and ECDSA. */
final class Signing {
    private static final String ALGORITHM = "SHA256withECDSA";

    private Signing() {}

    /** A self-signed root that may have one authority below it. */
    static X509Certificate root(
            X500Name name, PublicKey key, PrivateKey signer, Serial serial, Validity validity) {
        return authority(name, name, key, key, signer, serial, validity, 1);
    }

    /** An authority that signs leaves only. */
    static X509Certificate issuing(
            X500Name name,
            PublicKey key,
            X509Certificate root,
            PrivateKey signer,
            Serial serial,
            Validity validity) {
        return authority(nameOf(root), name, key, root.getPublicKey(), signer, serial, validity, 0);
    }

    static X509Certificate leaf(
            CheckedTemplate checked, X509Certificate issuer, PrivateKey signer) {
        CertificateTemplate template = checked.template();
        var builder =
                builder(
                        nameOf(issuer),
                        checked.serial().number(),
                        new Validity(template.notBefore(), template.notAfter()),
                        commonName(template.commonName()),
                        template.key());
        try {
            var extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, purpose(template.profile()));
            builder.addExtension(Extension.subjectAlternativeName, false, names(template));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    extensions.createSubjectKeyIdentifier(template.key()));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(issuer.getPublicKey()));
            return sign(builder, signer);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("a certificate could not be signed", e);
        }
    }

    static X500Name commonName(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    private static X509Certificate authority(
            X500Name issuer,
            X500Name subject,
            PublicKey key,
            PublicKey issuerKey,
            PrivateKey signer,
            Serial serial,
            Validity validity,
            int below) {
        var builder = builder(issuer, serial.number(), validity, subject, key);
        try {
            var extensions = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(below));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            builder.addExtension(
                    Extension.subjectKeyIdentifier,
                    false,
                    extensions.createSubjectKeyIdentifier(key));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    extensions.createAuthorityKeyIdentifier(issuerKey));
            return sign(builder, signer);
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("an authority's certificate could not be signed", e);
        }
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer,
            BigInteger serial,
            Validity validity,
            X500Name subject,
            PublicKey key) {
        return new JcaX509v3CertificateBuilder(
                issuer,
                serial,
                Date.from(validity.notBefore()),
                Date.from(validity.notAfter()),
                subject,
                key);
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey signer)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(
                        builder.build(new JcaContentSignerBuilder(ALGORITHM).build(signer)));
    }

    /** A labd is a client too, of the others that share its database. */
    private static ExtendedKeyUsage purpose(Profile profile) {
        return switch (profile) {
            case AGENT, USER -> new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth);
            case SERVER ->
                    new ExtendedKeyUsage(
                            new KeyPurposeId[] {
                                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                            });
        };
    }

    private static GeneralNames names(CertificateTemplate template) throws IOException {
        var names = new ArrayList<GeneralName>();
        names.add(new GeneralName(GeneralName.uniformResourceIdentifier, template.identity()));
        for (String host : template.hosts()) {
            names.add(host(host));
        }
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private static GeneralName host(String host) throws IOException {
        if (!HostName.isAddress(host)) {
            return new GeneralName(GeneralName.dNSName, host);
        }
        return new GeneralName(GeneralName.iPAddress, InetAddress.getByName(host).getHostAddress());
    }

    private static X500Name nameOf(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    /** From when to when, both included. */
    record Validity(Instant notBefore, Instant notAfter) {}
}
