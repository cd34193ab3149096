package io.labctl.master.database;

import com.github.benmanes.caffeine.cache.Ticker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the database has room to write: not while its statements failed for a full disk lately,
 * or while there is next to nothing left on the disk of an embedded one, which then may not even
 * run.
 */
final class DiskSpace implements SqlLogger {
    private static final Logger LOG = LoggerFactory.getLogger(DiskSpace.class);
    private static final String DISK_FULL = "53100";

    /** PostgreSQL makes a table longer by up to half of this at a time. */
    private static final long LEAST_BYTES = 1 << 20;

    /** With so much an embedded one can go on: two files of its write-ahead log. */
    private static final long ROOM_AGAIN_BYTES = 32 << 20;

    /**
     * A failure is remembered for so long, because nobody may want to write meanwhile; less long
     * where the disk can be looked at and has room.
     */
    private static final Duration LATELY = Duration.ofMinutes(1);

    private final @Nullable Path folder;
    private final Ticker ticker;
    private @Nullable Long refusedAt;
    private boolean told;

    /**
     * @param folder of an embedded database; null when it is elsewhere
     */
    DiskSpace(@Nullable Path folder, Ticker ticker) {
        this.folder = folder;
        this.ticker = ticker;
    }

    @Override
    public void logException(StatementContext context, SQLException e) {
        if (DISK_FULL.equals(e.getSQLState())) {
            refused();
        }
    }

    private synchronized void refused() {
        refusedAt = ticker.read();
    }

    /** Why nothing can be written, in a sentence; one time of trouble is logged once. */
    synchronized Optional<String> trouble() {
        boolean full = (refusedLately() && !hasRoomAgain()) || isNearlyFull();
        if (full && !told) {
            LOG.atError().log(sentence());
        } else if (!full && told) {
            LOG.atInfo().log("the database has room on its disk again");
        }
        told = full;
        return full ? Optional.of(sentence()) : Optional.empty();
    }

    private boolean refusedLately() {
        Long at = refusedAt;
        return at != null && ticker.read() - at < LATELY.toNanos();
    }

    private boolean isNearlyFull() {
        OptionalLong usable = usableBytes();
        return usable.isPresent() && usable.getAsLong() < LEAST_BYTES;
    }

    private boolean hasRoomAgain() {
        OptionalLong usable = usableBytes();
        return usable.isPresent() && usable.getAsLong() >= ROOM_AGAIN_BYTES;
    }

    private OptionalLong usableBytes() {
        if (folder == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Files.getFileStore(folder).getUsableSpace());
        } catch (IOException e) {
            return OptionalLong.empty(); // what is wrong with it, the database itself will say
        }
    }

    private String sentence() {
        return folder == null
                ? "the database's disk is full; free space on it"
                : "the disk of the database's folder '%s' is full; free space on it"
                        .formatted(folder);
    }
}
