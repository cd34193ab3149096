package io.labctl.master.catalogs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.error.NotFound;
import io.labctl.master.ca.Serial;
import io.labctl.master.catalogs.CatalogRepository.Given;
import io.labctl.master.compile.PackedCatalog;
import io.labctl.master.identity.Caller;
import io.labctl.master.server.Assignments;
import io.labctl.master.server.Assignments.Assignment;
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
import org.jspecify.annotations.Nullable;

/**
 * The compiled catalogs on record. What was compiled for a server is written down when it differs
 * from what was on record at the last look, and only then, so that handing out an unchanged catalog
 * costs no statement.
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

    /** What was recorded since the last look, which is over by then. */
    private final Cache<Serial, String> written =
            Caffeine.newBuilder().expireAfterWrite(Assignments.MEMORY).maximumSize(LARGEST).build();

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
     * @param onRecord what the last look found, some seconds ago at the most
     * @param changed whether the agent is about to get another catalog than it has; then that look
     *     does not count, because something else may have been recorded since
     */
    void compiled(Caller.Agent agent, PackedCatalog catalog, Assignment onRecord, boolean changed) {
        if (!changed && catalog.sha256().equals(standing(agent, onRecord))) {
            return;
        }
        var gzip = ByteBuffer.wrap(catalog.gzip());
        record.write(new Given(agent.id().server(), catalog.sha256(), gzip, clock.instant()));
        written.put(agent.serial(), catalog.sha256());
    }

    private void record(List<Given> given) {
        List<Given> byServer =
                given.stream().sorted(Comparator.comparing(each -> each.server().value())).toList();
        jdbi.useHandle(db -> catalogs.record(db, byServer));
    }

    /** A compile failed; the server's newest good catalog stays on record. */
    void failed(Caller.Agent agent, List<String> faults, Assignment onRecord) {
        String words = words(faults);
        if (!words.equals(standing(agent, onRecord))) {
            jdbi.useTransaction(db -> servers.compileFailed(db, agent.id().server(), faults));
            written.put(agent.serial(), words);
        }
    }

    /** The hash of the newest catalog on record, or the faults instead of one. */
    private @Nullable String standing(Caller.Agent agent, Assignment onRecord) {
        String own = written.getIfPresent(agent.serial());
        if (own != null) {
            return own;
        }
        return onRecord.compileFaults().isEmpty()
                ? onRecord.catalog()
                : words(onRecord.compileFaults());
    }

    private static String words(List<String> faults) {
        return String.join("\n", faults);
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
