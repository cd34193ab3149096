package io.labctl.master.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Denied;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.ca.Serial;
import io.labctl.master.database.FreshDatabase;
import io.labctl.master.identity.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a server is there for, remembered for a few seconds. */
@Tag("database")
class AssignmentsIT {
    @RegisterExtension static final FreshDatabase database = new FreshDatabase();

    private static final ServerName NAME = new ServerName("web01");
    private static final Caller.Agent AGENT =
            new Caller.Agent(AgentId.parse("lab://agent/baremetal/lab/web01"), new Serial("0a"));

    private final AtomicLong nanos = new AtomicLong();
    private final ServerRepository servers = new ServerRepository(WireJson.mapper());
    private final Assignments assignments = new Assignments(database.jdbi(), servers, nanos::get);

    @Test
    void a_deleted_server_is_refused_when_its_memory_is_over() {
        database.jdbi().useHandle(db -> db.execute("DELETE FROM server"));
        database.jdbi().useHandle(db -> servers.insert(db, web01(), "key", "abcdefghi9"));
        assertThat(assignments.of(AGENT).role()).isEqualTo(new DnsLabel("web"));

        database.jdbi().useHandle(db -> servers.delete(db, NAME));
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThatThrownBy(() -> assignments.of(AGENT))
                .isInstanceOf(Denied.class)
                .hasMessage("server 'web01' is not in the inventory any more");
    }

    @Test
    void a_machine_that_joins_again_is_asked_for_at_once() {
        database.jdbi().useHandle(db -> db.execute("DELETE FROM server"));
        assertThatThrownBy(() -> assignments.of(AGENT)).isInstanceOf(Denied.class);

        database.jdbi().useHandle(db -> servers.insert(db, web01(), "key", "abcdefghi9"));
        var again = new Caller.Agent(AGENT.id(), new Serial("0b"));

        assertThat(assignments.of(again).role()).isEqualTo(new DnsLabel("web"));
    }

    private static ServerRow web01() {
        return ServerRow.enrolled(
                AgentId.parse("lab://agent/baremetal/lab/web01"),
                new DnsLabel("web"),
                new Labels(new TreeMap<>()),
                new Serial("0a"),
                Instant.EPOCH);
    }
}
