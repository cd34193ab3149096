package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.api.Problem;
import io.labctl.catalog.api.ServerDetail;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.wire.Sha256;
import io.labctl.catalog.wire.WireJson;
import io.labctl.master.database.TestPostgres;
import io.labctl.master.server.Assignments;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How agents get their catalogs, and what is kept of them. */
@Tag("database")
class CatalogIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    @Test
    void an_agent_gets_its_catalog_under_its_hash() throws IOException {
        data("whole01", "base-server: {packages: {chrony: present}}");
        LabdClient agent = labd.agent("whole01");

        var answer = ask(agent, null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.headers().firstValue("ETag")).contains("W/\"" + sha256(answer) + "\"");
        assertThat(answer.as(Catalog.class).entries())
                .map(entry -> entry.id().toString())
                .containsExactly("package[chrony]");
        assertThat(labd.admin().get("/api/v1/servers/whole01/catalog").text())
                .isEqualTo(answer.text());
    }

    @Test
    void an_agent_that_takes_gzip_gets_the_same_catalog_compressed() throws IOException {
        data("packed01", "base-server: {packages: {chrony: present}}");
        LabdClient agent = labd.agent("packed01");
        var plain = ask(agent, null);

        var packed = ask(agent, null, "Accept-Encoding", "gzip");

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.text()).isEqualTo(plain.text());
        assertThat(packed.headers().firstValue("ETag")).contains("W/\"" + sha256(plain) + "\"");
    }

    @Test
    void an_agent_that_has_it_already_is_told_so_in_few_bytes() throws IOException {
        data("same01", "base-server: {packages: {chrony: present}}");
        LabdClient agent = labd.agent("same01");
        String sha256 = sha256(ask(agent, null));

        var answer = ask(agent, sha256);

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.text()).isEmpty();
        assertThat(answer.headers().firstValue("ETag")).contains("W/\"" + sha256 + "\"");
    }

    @Test
    void another_catalog_than_it_has_is_sent_whole() {
        var answer = ask(labd.agent("other01"), "0".repeat(64));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void a_compile_fault_is_told_recorded_and_cleared() throws IOException {
        LabdClient agent = labd.agent("fault01");
        String good = sha256(ask(agent, null));
        data("fault01", "base-server: {packges: {chrony: present}}");

        var refused = until(agent, 422);

        String sentence =
                "module base-server: data/servers/fault01.yaml:1: unknown parameter 'packges', did you mean 'packages'?";
        assertThat(refused.problem())
                .isEqualTo(
                        new Problem(
                                "urn:labctl:problem:compile-failed",
                                "Compile failed",
                                422,
                                "the catalog of server 'fault01' could not be compiled: "
                                        + sentence,
                                null,
                                List.of(sentence)));
        assertThat(detail("fault01").compileFaults()).containsExactly(sentence);
        assertThat(detail("fault01").catalog()).isEqualTo(good);

        data("fault01", "base-server: {packages: {chrony: present}}");
        String mended = sha256(until(agent, 200));

        assertThat(detail("fault01").compileFaults()).isEmpty();
        assertThat(detail("fault01").catalog()).isEqualTo(mended);
    }

    @Test
    void a_fault_is_cleared_when_the_good_catalog_is_the_one_it_has() throws IOException {
        LabdClient agent = labd.agent("back01");
        String good = sha256(ask(agent, null));
        data("back01", "base-server: {x: 1}");
        until(agent, 422);
        Files.delete(file("back01"));

        Awaitility.await().until(() -> ask(agent, good).status() == 304);

        assertThat(detail("back01").compileFaults()).isEmpty();
        assertThat(detail("back01").modules()).hasSize(1);
    }

    @Test
    void a_fault_that_another_replica_recorded_is_cleared_by_a_good_compile() throws Exception {
        LabdClient agent = labd.agent("replica01");
        String good = sha256(ask(agent, null));
        ask(agent, good);
        try (var db = TestPostgres.connect(labd.database());
                var fault = db.createStatement()) {
            fault.execute(
                    "UPDATE server SET compile_faults = 'of a replica' WHERE name = 'replica01'");
        }

        Awaitility.await()
                .atMost(Assignments.MEMORY.multipliedBy(4))
                .until(
                        () -> {
                            ask(agent, good);
                            return labd.admin()
                                    .get("/api/v1/servers/replica01")
                                    .as(ServerDetail.class)
                                    .compileFaults()
                                    .isEmpty();
                        });
    }

    @Test
    void a_server_that_joins_again_has_its_catalog_on_record_again() {
        String sha256 = sha256(ask(labd.agent("again01"), null));
        labd.admin().delete("/api/v1/servers/again01");
        LabdClient again = labd.agent("again01");
        assertThat(detail("again01").catalog()).isNull();

        assertThat(ask(again, sha256).status()).isEqualTo(304);

        assertThat(detail("again01").catalog()).isEqualTo(sha256);
        assertThat(labd.admin().get("/api/v1/servers/again01/catalog").status()).isEqualTo(200);
    }

    @Test
    void an_older_unchanged_run_is_told_with_the_resources_of_its_catalog() throws IOException {
        data("old01", "base-server: {packages: {chrony: present}}");
        LabdClient agent = labd.agent("old01");
        String sha256 = sha256(ask(agent, null));
        Report older = unchanged("old01", sha256, "2026-05-01T12:00:00Z");
        agent.post("/agent/v1/reports", older);
        agent.post("/agent/v1/reports", unchanged("old01", sha256, "2026-05-01T12:30:00Z"));

        Report told = labd.admin().get("/api/v1/reports/" + older.id()).as(Report.class);

        assertThat(told.resources())
                .singleElement()
                .satisfies(
                        resource -> {
                            assertThat(resource.id().toString()).isEqualTo("package[chrony]");
                            assertThat(resource.outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
                        });
    }

    @Test
    void content_that_no_catalog_names_is_not_given() {
        LabdClient agent = labd.agent("file01");
        ask(agent, null);

        for (String hash : List.of("0".repeat(64), "x", "..%2f..%2fetc%2fpasswd", "%00")) {
            var answer = agent.get("/agent/v1/files/" + hash);
            assertThat(answer.status()).as(hash).isIn(400, 404);
            assertThat(answer.problem().detail()).isNotEmpty();
        }
    }

    private static LabdClient.Answer until(LabdClient agent, int status) {
        return Awaitility.await()
                .until(() -> ask(agent, null), answer -> answer.status() == status);
    }

    private static LabdClient.Answer ask(
            LabdClient agent, @Nullable String have, String... headers) {
        var request =
                new CatalogRequest(new Facts(Map.of()), have, "0.1.0", Duration.ofMinutes(30));
        byte[] body = WireJson.mapper().writeValueAsBytes(request);
        return agent.postBytes("/agent/v1/catalog", body, headers);
    }

    private static ServerDetail detail(String server) {
        return labd.admin().get("/api/v1/servers/" + server).as(ServerDetail.class);
    }

    private static String sha256(LabdClient.Answer answer) {
        return Sha256.of(answer.text().getBytes(StandardCharsets.UTF_8));
    }

    private static void data(String server, String yaml) throws IOException {
        Path file = file(server);
        Files.createDirectories(labd.data().resolve("site/data/servers"));
        Files.writeString(file, yaml + "\n");
    }

    private static Path file(String server) {
        return labd.data().resolve("site/data/servers").resolve(server + ".yaml");
    }

    private static Report unchanged(String server, String catalog, String at) {
        return new Report(
                UUID.randomUUID(),
                new ServerName(server),
                RunOutcome.UNCHANGED,
                catalog,
                Instant.parse(at),
                5,
                false,
                "0.1.0",
                List.of(),
                List.of(),
                new Facts(Map.of()));
    }
}
