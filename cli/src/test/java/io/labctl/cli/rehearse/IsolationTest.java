package io.labctl.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.cli.FakeLabd;
import io.labctl.cli.TestAuthority;
import io.labctl.cli.config.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolationTest {
    private static final TestAuthority CA = new TestAuthority();
    private static final ServerName OWN = new ServerName("node-1");
    private static final ServerName OTHER = new ServerName("node-2");
    private static final String REPORTS = "POST /agent/v1/reports";
    private static final String CATALOG_OF_OTHER = "GET /api/v1/servers/node-2/catalog";

    @TempDir private Path folder;
    private FakeLabd labd;
    private Target node;

    @BeforeEach
    void a_labd_that_gives_a_node_its_own() throws IOException {
        labd = new FakeLabd(CA, CA, "localhost");
        CA.writeRoot(folder.resolve("ca.pem"));
        CA.person("node-1").write(folder.resolve("chain.pem"), folder.resolve("key.pem"));
        node =
                Target.of(
                        "node-1",
                        URI.create(labd.url()),
                        folder.resolve("ca.pem"),
                        folder.resolve("chain.pem"),
                        folder.resolve("key.pem"));
        labd.answers("GET /api/v1/servers/node-1/report", report())
                .answers("GET /api/v1/servers/node-1/facts", new Facts(Map.of()))
                .answers(
                        "POST /agent/v1/catalog",
                        new Catalog(1, "lab://agent/c/e/node-1", List.of(), List.of()))
                .answers(REPORTS, 204, "application/json", "");
    }

    @AfterEach
    void stop() {
        labd.close();
    }

    @Test
    void a_report_that_conflicts_and_a_catalog_that_is_denied_are_refusals() {
        labd.refuses(REPORTS, 409, "conflict", "node-1 may not report for node-2");
        labd.refuses(CATALOG_OF_OTHER, 403, "denied", "agents may not ask for this");

        assertThat(prove())
                .containsExactly(
                        "given: its own catalog; taken: its own report",
                        "refused: a report of node-2: node-1 may not report for node-2",
                        "refused: the people's route to the catalog of node-2: agents may not ask"
                                + " for this");
    }

    @Test
    void a_catalog_that_is_not_given_for_another_reason_proves_nothing() {
        labd.refuses(REPORTS, 409, "conflict", "node-1 may not report for node-2");
        labd.refuses(CATALOG_OF_OTHER, 422, "compile-failed", "node-2 does not compile");

        assertThatThrownBy(this::prove)
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("node-2 does not compile");
    }

    @Test
    void a_report_that_is_taken_is_told() {
        assertThatThrownBy(this::prove)
                .isInstanceOf(Conflict.class)
                .hasMessage(
                        "labd let node-1 have its way with a report of node-2, which it must"
                                + " refuse");
    }

    private List<String> prove() {
        try (var fleet = new Fleet(node, Clock.systemUTC())) {
            return new Isolation(node, OWN, OTHER).prove(fleet);
        }
    }

    private static Report report() {
        return new Report(
                UUID.fromString("0197a000-0000-7000-8000-000000000001"),
                OWN,
                RunOutcome.UNCHANGED,
                "3a5b".repeat(16),
                Instant.parse("2026-01-31T08:00:00Z"),
                1,
                false,
                "0.1.0",
                List.of(),
                List.of(),
                new Facts(Map.of()));
    }
}
