package io.labctl.master.enroll;

import io.labctl.catalog.api.EnrollRequest;
import io.labctl.catalog.api.EnrollResponse;
import io.labctl.catalog.api.TokenView;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.identity.Pem;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.wire.Sha256;
import io.labctl.master.ca.CertificateAuthority;
import io.labctl.master.ca.CertificateKeys;
import io.labctl.master.server.Labels;
import io.labctl.master.server.ServerRepository;
import io.labctl.master.server.ServerRow;
import io.labctl.master.token.TokenRepository;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a machine with a good token join: redeems the token, makes the server, signs its
 * certificate.
 */
public final class EnrollMachine {
    private static final Logger LOG = LoggerFactory.getLogger(EnrollMachine.class);

    private final Jdbi jdbi;
    private final TokenRepository tokens;
    private final ServerRepository servers;
    private final AgentCertificates certificates;
    private final Clock clock;

    public EnrollMachine(
            Jdbi jdbi,
            TokenRepository tokens,
            ServerRepository servers,
            AgentCertificates certificates,
            Clock clock) {
        this.jdbi = jdbi;
        this.tokens = tokens;
        this.servers = servers;
        this.certificates = certificates;
        this.clock = clock;
    }

    /**
     * The request is checked whole before the token is touched: a bad request never uses one up.
     */
    EnrollResponse enroll(EnrollRequest request) {
        TokenRepository.checkId(request.tokenId());
        PublicKey key = SigningRequest.read(request.csr(), request.name()).key();
        CertificateAuthority.checkKey(key);
        Joined joined = jdbi.inTransaction(db -> join(db, request, key));
        String chain = Pem.of(joined.intent().sign());
        LOG.atInfo()
                .addKeyValue("agent", joined.id())
                .addKeyValue("token", request.tokenId())
                .addKeyValue("serial", joined.intent().serial())
                .log("machine enrolled");
        return new EnrollResponse(
                joined.id().toString(), chain, Pem.of(List.of(certificates.root())));
    }

    private record Joined(AgentId id, CertificateAuthority.Intent intent) {}

    private Joined join(Handle db, EnrollRequest request, PublicKey key) {
        String keyHash = CertificateKeys.hash(key);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        TokenView token =
                tokens.redeem(
                                db,
                                request.tokenId(),
                                Sha256.of(request.secret().reveal()),
                                request.name(),
                                keyHash,
                                now)
                        .orElseThrow(() -> refusal(db, request, now));
        AgentId id = new AgentId(token.cloud(), token.environment(), request.name());
        CertificateAuthority.Intent intent = certificates.intend(db, id, key);
        keepOrInsert(db, token, id, keyHash, intent, now);
        return new Joined(id, intent);
    }

    private void keepOrInsert(
            Handle db,
            TokenView token,
            AgentId id,
            String keyHash,
            CertificateAuthority.Intent intent,
            Instant now) {
        var server =
                ServerRow.enrolled(
                        id, token.role(), new Labels(token.labels()), intent.serial(), now);
        if (servers.insert(db, server, keyHash, token.id())) {
            return;
        }
        ServerRow holder =
                servers.findForUpdate(db, id.server())
                        .orElseThrow(
                                () ->
                                        new Conflict(
                                                "server '%s' was deleted while it enrolled; try again"
                                                        .formatted(id.server())));
        // With another token it would be another server: its role and labels are the token's.
        if (!servers.joinedWith(db, id.server(), keyHash, token.id())) {
            throw new Conflict(
                    "server name '%s' is held by a live machine, enrolled at %s; if that machine is gone, 'labctl delete server/%s' frees the name"
                            .formatted(id.server(), holder.enrolledAt(), id.server()));
        }
        servers.renewed(db, id.server(), intent.serial());
    }

    /** Why the token was not redeemed; whoever does not know its secret learns nothing about it. */
    private Denied refusal(Handle db, EnrollRequest request, Instant now) {
        String id = Printable.of(request.tokenId());
        if (!tokens.knows(db, request.tokenId(), Sha256.of(request.secret().reveal()))) {
            return new Denied("join token '%s' is not known".formatted(id));
        }
        TokenView token = tokens.find(db, request.tokenId(), now).orElseThrow();
        return switch (token.status()) {
            case REVOKED -> new Denied("join token '%s' has been revoked".formatted(id));
            case EXPIRED ->
                    new Denied("join token '%s' expired at %s".formatted(id, token.expiresAt()));
            case USED ->
                    new Denied(
                            "join token '%s' has been used; it lets one machine join once"
                                    .formatted(id));
            case ACTIVE ->
                    new Denied(
                            "join token '%s' is for the server '%s', not for '%s'"
                                    .formatted(id, token.server(), request.name()));
        };
    }
}
