package io.labctl.master.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.labctl.master.store.SqlFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections, of which those in use are known, so that a statement that would keep labd from
 * ending can be cancelled.
 */
final class ConnectionPool implements ConnectionFactory, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionPool.class);
    private static final Duration LAST_BORROW_LIMIT = Duration.ofSeconds(1);
    private static final Duration CUT_EVERY = Duration.ofMillis(100);

    private final HikariDataSource pool;
    private final Set<Connection> inUse = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);

    ConnectionPool(HikariConfig config) {
        this.pool = new HikariDataSource(config);
    }

    DataSource connections() {
        return pool;
    }

    /** How many are in use now. */
    int borrowed() {
        return pool.getHikariPoolMXBean().getActiveConnections();
    }

    @Override
    public Connection openConnection() throws SQLException {
        Connection connection = pool.getConnection();
        inUse.add(connection);
        return connection;
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        inUse.remove(connection);
        connection.close();
    }

    /** From now on nobody waits long for a connection, and after the limit no statement runs on. */
    void drain(Duration limit) {
        pool.getHikariConfigMXBean().setConnectionTimeout(LAST_BORROW_LIMIT.toMillis());
        Thread.ofVirtual().name("drain").start(() -> cutAfter(limit));
    }

    private void cutAfter(Duration limit) {
        try {
            boolean over = closed.await(limit.toMillis(), TimeUnit.MILLISECONDS);
            while (!over) {
                inUse.forEach(each -> Thread.ofVirtual().start(() -> cut(each)));
                over = closed.await(CUT_EVERY.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The database is told first: otherwise it would go on with the statement for nobody. */
    private void cut(Connection connection) {
        if (!inUse.remove(connection)) {
            return;
        }
        LOG.atWarn().log("a statement that kept labd from ending is cancelled");
        try {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            try {
                postgres.cancelQuery();
            } finally {
                connection.unwrap(Connection.class).abort(Runnable::run);
            }
        } catch (SQLException e) {
            SqlFailure.told(LOG.atWarn(), e).log("a statement could not be cancelled");
        }
    }

    @Override
    public void close() {
        closed.countDown();
        pool.close();
    }
}
