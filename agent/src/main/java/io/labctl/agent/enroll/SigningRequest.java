package io.labctl.agent.enroll;

import io.labctl.catalog.identity.Pem;
import io.labctl.catalog.name.ServerName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** The request for a certificate (PKCS #10, RFC 2986): the name and the key, and no wishes. */
final class SigningRequest {
    private SigningRequest() {}

    static String pem(ServerName name, KeyPair keys) {
        var subject = new X500NameBuilder().addRDN(BCStyle.CN, name.value()).build();
        try {
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            var request =
                    new JcaPKCS10CertificationRequestBuilder(subject, keys.getPublic())
                            .build(signer);
            return Pem.block("CERTIFICATE REQUEST", request.getEncoded());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("every Java platform signs with ECDSA", e);
        }
    }
}
