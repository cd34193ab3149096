package io.labctl.bench;

import io.labctl.catalog.api.EnrollRequest;
import io.labctl.catalog.api.EnrollResponse;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.secret.Secret;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import tools.jackson.databind.json.JsonMapper;

/** A machine that joins: key, request, a connection of its own, certificate. */
public final class Newcomer {
    private static final JsonMapper JSON = WireJson.mapper();

    private Newcomer() {}

    /** The TLS context of the agent that it has become. */
    public static SSLContext join(LabdProcess labd, String token, String name) throws IOException {
        return join(labd.port(), labd.admin().resolve("ca.pem"), token, name);
    }

    /**
     * The same with a labd of another process.
     *
     * @param roots its CA's certificates
     */
    public static SSLContext join(int port, Path roots, String token, String name)
            throws IOException {
        String[] parts = token.split("\\.", -1);
        try {
            KeyPair keys = keys();
            var request =
                    new EnrollRequest(
                            parts[1],
                            new Secret(parts[2]),
                            new ServerName(name),
                            signingRequest(keys, name));
            try (var connection = Connection.open(port, Tls.anonymous(roots))) {
                var answer = connection.post("/agent/v1/enroll", JSON.writeValueAsBytes(request));
                if (answer.status() != 201) {
                    throw new IOException("enrolment of %s: %s".formatted(name, answer.body()));
                }
                EnrollResponse joined = JSON.readValue(answer.body(), EnrollResponse.class);
                return Tls.known(keys.getPrivate(), joined.chain(), joined.roots());
            }
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException(e);
        }
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String signingRequest(KeyPair keys, String name)
            throws IOException, OperatorCreationException {
        byte[] der =
                new JcaPKCS10CertificationRequestBuilder(
                                new X500Principal("CN=" + name), keys.getPublic())
                        .build(
                                new JcaContentSignerBuilder("SHA256withECDSA")
                                        .build(keys.getPrivate()))
                        .getEncoded();
        String body =
                Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(der);
        return "-----BEGIN CERTIFICATE REQUEST-----\n%s\n-----END CERTIFICATE REQUEST-----\n"
                .formatted(body);
    }
}
