package io.labctl.master.server;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.master.identity.Caller;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What each server is there for, by its role and labels. Asked of the database at most once in a
 * few seconds for an agent's certificate, because every catalog request needs it and it hardly ever
 * changes; a machine that enrols again has another certificate and so is asked for anew.
 */
public final class Assignments {
    /** How old an answer may be. */
    public static final Duration MEMORY = Duration.ofSeconds(5);

    private static final int LARGEST = 200_000;

    /**
     * A server's place beside its identity.
     *
     * @param catalog the SHA-256 of its newest catalog on record
     * @param compileFaults on record, of its newest compile
     */
    public record Assignment(
            DnsLabel role, Labels labels, @Nullable String catalog, List<String> compileFaults) {
        static Assignment of(ServerRow server) {
            return new Assignment(
                    server.role(), server.labels(), server.catalog(), server.compileFaults());
        }
    }

    private final LoadingCache<Caller.Agent, Optional<Assignment>> known;

    public Assignments(Jdbi jdbi, ServerRepository servers, Ticker ticker) {
        this.known =
                Caffeine.newBuilder()
                        .ticker(ticker)
                        .expireAfterWrite(MEMORY)
                        .maximumSize(LARGEST)
                        .build(
                                agent ->
                                        jdbi.withHandle(db -> servers.find(db, agent.id().server()))
                                                .map(Assignment::of));
    }

    /**
     * The assignment of an agent's server.
     *
     * @throws Denied when the server has been deleted
     */
    public Assignment of(Caller.Agent agent) {
        return known.get(agent)
                .orElseThrow(
                        () ->
                                new Denied(
                                        "server '%s' is not in the inventory any more"
                                                .formatted(agent.id().server())));
    }
}
