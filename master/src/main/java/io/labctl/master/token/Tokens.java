package io.labctl.master.token;

import io.labctl.catalog.api.CreatedToken;
import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.api.TokenView;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.identity.JoinToken;
import io.labctl.catalog.time.Span;
import io.labctl.catalog.wire.Sha256;
import io.labctl.master.identity.Caller;
import io.labctl.master.server.Labels;
import io.labctl.master.site.Site;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Making, listing and revoking join tokens. */
public final class Tokens {
    private static final Logger LOG = LoggerFactory.getLogger(Tokens.class);

    private final Jdbi jdbi;
    private final TokenRepository tokens;
    private final Supplier<JoinToken> random;
    private final Site site;
    private final Clock clock;

    /**
     * @param random a fresh token each time, with the pin of the root certificate
     * @param site whose clouds and environments a token may be for
     */
    public Tokens(
            Jdbi jdbi, TokenRepository tokens, Supplier<JoinToken> random, Site site, Clock clock) {
        this.jdbi = jdbi;
        this.tokens = tokens;
        this.random = random;
        this.site = site;
        this.clock = clock;
    }

    CreatedToken create(Caller caller, TokenRequest request) {
        check(request);
        JoinToken token = random.get();
        TokenView view = view(token.id(), caller, request);
        // With 256 random bits in the secret, its hash needs no salt.
        jdbi.useTransaction(db -> tokens.insert(db, view, Sha256.of(token.secret().reveal())));
        log(caller, token.id(), "token created");
        return new CreatedToken(token.id(), token.printed(), view.expiresAt());
    }

    private void check(TokenRequest request) {
        if (request.ttl().compareTo(TokenRequest.SHORTEST_TTL) < 0
                || request.ttl().compareTo(TokenRequest.LONGEST_TTL) > 0) {
            throw InvalidInput.inField(
                    "ttl",
                    "ttl %s is not between one second and %d days"
                            .formatted(Span.of(request.ttl()), TokenRequest.LONGEST_TTL.toDays()));
        }
        if (request.reusable() && request.server() != null) {
            throw InvalidInput.inField(
                    "server",
                    "a reusable token cannot be bound to the one server '%s'"
                            .formatted(request.server()));
        }
        site.checkPlace(request.cloud(), request.environment());
    }

    private TokenView view(String id, Caller caller, TokenRequest request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new TokenView(
                id,
                request.cloud(),
                request.environment(),
                request.role(),
                new Labels(request.labels()).values(),
                request.server(),
                request.reusable(),
                TokenView.Status.ACTIVE,
                0,
                caller.getName(),
                now,
                now.plus(request.ttl()));
    }

    List<TokenView> list() {
        return jdbi.withHandle(db -> tokens.list(db, clock.instant()));
    }

    TokenView revoke(Caller caller, String id) {
        JoinToken.checkId(id);
        Instant now = clock.instant();
        TokenView revoked = jdbi.inTransaction(db -> revoke(db, id, now));
        log(caller, id, "token revoked");
        return revoked;
    }

    private TokenView revoke(Handle db, String id, Instant now) {
        int revoked = tokens.revoke(db, id, now);
        TokenView token =
                tokens.find(db, id, now)
                        .orElseThrow(() -> new NotFound("no token with the id '%s'".formatted(id)));
        if (revoked == 0) {
            throw new Conflict("token '%s' is already revoked".formatted(id));
        }
        return token;
    }

    private static void log(Caller caller, String token, String sentence) {
        LOG.atInfo()
                .addKeyValue("caller", caller.getName())
                .addKeyValue("token", token)
                .log(sentence);
    }
}
