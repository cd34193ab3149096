package io.labctl.master;

import io.labctl.catalog.api.CreatedToken;
import io.labctl.catalog.api.EnrollRequest;
import io.labctl.catalog.api.EnrollResponse;
import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.secret.Secret;
import io.labctl.master.ca.CertificateKeys;
import io.labctl.master.enroll.Csr;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Machines that join a running labd. */
record Enrolment(LabdClient admin, LabdClient stranger) {
    Enrolment(RunningLabd labd) {
        this(labd.admin(), labd.anyone());
    }

    /** A token as a machine takes it apart. */
    record Token(String id, Secret secret) {
        static Token of(CreatedToken created) {
            String[] parts = created.token().reveal().split("\\.", -1);
            return new Token(parts[1], new Secret(parts[2]));
        }
    }

    Token oneTime() {
        return token(false, null);
    }

    Token reusable() {
        return token(true, null);
    }

    Token boundTo(String server) {
        return token(false, new ServerName(server));
    }

    private Token token(boolean reusable, @Nullable ServerName server) {
        var request =
                new TokenRequest(
                        new DnsLabel("baremetal"),
                        new DnsLabel("lab"),
                        new DnsLabel("web"),
                        new TreeMap<>(),
                        reusable,
                        Duration.ofHours(1),
                        server);
        return Token.of(admin.post("/api/v1/tokens", request).as(CreatedToken.class));
    }

    LabdClient.Answer join(Token token, String name, KeyPair keys) {
        return join(token, name, Csr.of(name, keys));
    }

    LabdClient.Answer join(Token token, String name, String csr) {
        var request = new EnrollRequest(token.id(), token.secret(), new ServerName(name), csr);
        return stranger.post("/agent/v1/enroll", request);
    }

    Identity identity(String name) {
        KeyPair keys = CertificateKeys.generate(new SecureRandom());
        LabdClient.Answer answer = join(oneTime(), name, keys);
        if (answer.status() != 201) {
            throw new AssertionError(answer.text());
        }
        return new Identity(
                keys.getPrivate(), Identity.certificates(answer.as(EnrollResponse.class).chain()));
    }
}
