package io.labctl.master.catalogs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.wire.CatalogBytes;
import io.labctl.master.ca.Serial;
import io.labctl.master.catalogs.CatalogRepository.Given;
import io.labctl.master.identity.Caller;
import io.labctl.master.server.ServerRepository;
import io.labctl.master.server.ServerRow;
import io.labctl.master.store.GroupCommit;
import io.labctl.master.store.GzipJson;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/**
 * The compiled catalogs on record. What was compiled for a server is written down when it differs
 * from what is on record already, and only then; that much is remembered here, so that handing out
 * an unchanged catalog costs no statement.
 */
public final class Catalogs {
    private static final int LARGEST = 200_000;

    private final Jdbi jdbi;
    private final CatalogRepository catalogs;
    private final ServerRepository servers;
    private final GzipJson stored;
    private final Clock clock;
    private final GroupCommit<Given> record;
    private final NamedContent named;
    private final Cache<Serial, String> onRecord =
            Caffeine.newBuilder().maximumSize(LARGEST).build();

    public Catalogs(
            Jdbi jdbi,
            CatalogRepository catalogs,
            ServerRepository servers,
            GzipJson stored,
            Clock clock) {
        this.jdbi = jdbi;
        this.catalogs = catalogs;
        this.servers = servers;
        this.stored = stored;
        this.clock = clock;
        this.record = new GroupCommit<>(this::record);
        this.named = new NamedContent(this::find);
    }

    /**
     * A compile went well.
     *
     * @param changed whether the agent is about to get another catalog than it has; then what is
     *     remembered here does not count, because another replica may have recorded something since
     */
    void compiled(Caller.Agent agent, CatalogBytes catalog, boolean changed) {
        if (!changed && catalog.sha256().equals(onRecord.getIfPresent(agent.serial()))) {
            return;
        }
        var gzip = ByteBuffer.wrap(GzipJson.compress(catalog.bytes()));
        record.write(new Given(agent.id().server(), catalog.sha256(), gzip, clock.instant()));
        onRecord.put(agent.serial(), catalog.sha256());
    }

    private void record(List<Given> given) {
        List<Given> byServer =
                given.stream().sorted(Comparator.comparing(each -> each.server().value())).toList();
        jdbi.useHandle(db -> catalogs.record(db, byServer));
    }

    /** A compile failed; the server's newest good catalog stays on record. */
    void failed(Caller.Agent agent, List<String> faults) {
        String words = String.join("\n", faults);
        if (words.equals(onRecord.getIfPresent(agent.serial()))) {
            return;
        }
        jdbi.useTransaction(db -> servers.compileFailed(db, agent.id().server(), faults));
        onRecord.put(agent.serial(), words);
    }

    public Optional<Catalog> stored(ServerRow server) {
        return Optional.ofNullable(server.catalog()).flatMap(this::find);
    }

    private Optional<Catalog> find(String sha256) {
        return jdbi.withHandle(db -> catalogs.find(db, sha256))
                .map(gzip -> stored.read(gzip, Catalog.class));
    }

    /** Whether the server's newest catalog has a file with this content. */
    boolean names(ServerRow server, String sha256) {
        String catalog = server.catalog();
        return catalog != null && named.has(catalog, sha256);
    }

    public Catalog newest(ServerRow server) {
        return stored(server)
                .orElseThrow(
                        () ->
                                new NotFound(
                                        "no catalog has been compiled for server '%s' yet"
                                                .formatted(server.name())));
    }
}
