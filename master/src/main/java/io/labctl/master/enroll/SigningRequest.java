package io.labctl.master.enroll;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.ServerName;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/**
 * A machine's PKCS #10 request (RFC 2986), read with suspicion: it may ask for its own name and
 * nothing else. What goes into the certificate is composed by labd; the request only brings the key
 * and the proof that the machine holds it.
 */
record SigningRequest(PublicKey key) {
    private static final int LARGEST = 16 * 1024;

    static SigningRequest read(String pem, ServerName name) {
        if (pem.length() > LARGEST) {
            throw refused("it is larger than %d characters".formatted(LARGEST));
        }
        try (var parser = new PEMParser(new StringReader(pem))) {
            if (!(parser.readObject() instanceof PKCS10CertificationRequest request)) {
                throw refused("it is not a PKCS #10 request in PEM");
            }
            if (parser.readObject() != null) {
                throw refused("it is not one PKCS #10 request, there is more behind it");
            }
            checkSubject(request.getSubject(), name);
            checkExtensions(request);
            PublicKey key = new JcaPKCS10CertificationRequest(request).getPublicKey();
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw refused("its signature does not fit its key");
            }
            return new SigningRequest(key);
        } catch (InvalidInput e) {
            throw e;
        } catch (IOException
                | GeneralSecurityException
                | OperatorCreationException
                | PKCSException
                | RuntimeException e) {
            // BouncyCastle has many unchecked exceptions for malformed structures, some of them of
            // its own.
            throw new InvalidInput(
                    "the signing request is refused: it is not a readable PKCS #10 request", e);
        }
    }

    private static void checkSubject(X500Name subject, ServerName name) {
        RDN[] parts = subject.getRDNs();
        boolean onlyName =
                parts.length == 1
                        && !parts[0].isMultiValued()
                        && BCStyle.CN.equals(parts[0].getFirst().getType());
        String asked =
                onlyName
                        ? IETFUtils.valueToString(parts[0].getFirst().getValue())
                        : subject.toString();
        if (!onlyName || !asked.equals(name.value())) {
            throw refused(
                    "it asks for the name '%s' instead of 'CN=%s'"
                            .formatted(Printable.of(asked), name));
        }
    }

    private static void checkExtensions(PKCS10CertificationRequest request) {
        Extensions wanted = request.getRequestedExtensions();
        if (wanted != null) {
            BasicConstraints constraints = BasicConstraints.fromExtensions(wanted);
            if (constraints != null && constraints.isCA()) {
                throw refused("it asks for the powers of a CA");
            }
            boolean names = wanted.getExtension(Extension.subjectAlternativeName) != null;
            throw refused(
                    names
                            ? "it asks for other names than its own"
                            : "it asks for extensions; labd sets them");
        }
        if (request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_challengePassword).length > 0) {
            throw refused("it carries a challenge password");
        }
    }

    private static InvalidInput refused(String why) {
        return InvalidInput.inField("csr", "the signing request is refused: " + why);
    }
}
