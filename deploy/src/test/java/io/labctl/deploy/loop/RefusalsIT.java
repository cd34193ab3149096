package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.api.TokenView;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Report;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is kept from what: a node from its neighbours, an agent from a false labd, a bad token. */
class RefusalsIT {
    @RegisterExtension static final StandingRehearsal standing = new StandingRehearsal(3);

    private final Rehearsal rehearsal = standing.rehearsal();
    private final Node node = rehearsal.node(1);
    private final Node neighbour = rehearsal.node(2);
    private final Node leaver = rehearsal.node(3);

    @Test
    void a_nodes_certificate_opens_nothing_that_is_its_neighbours_or_the_operators() {
        UUID run = rehearsal.reportIds(neighbour).getFirst();
        try (var door = new AgentDoor(node)) {
            assertThat(
                            Stream.of(
                                            "/api/v1/servers",
                                            "/api/v1/servers/node-1",
                                            "/api/v1/servers/node-2",
                                            "/api/v1/servers/node-2/catalog",
                                            "/api/v1/servers/node-2/facts",
                                            "/api/v1/servers/node-2/report",
                                            "/api/v1/reports?server=node-2",
                                            "/api/v1/reports/" + run,
                                            "/api/v1/tokens")
                                    .map(door::get))
                    .allSatisfy(RefusalsIT::isDenied);
            isDenied(door.delete("/api/v1/servers/node-2"));
            isDenied(door.post("/api/v1/tokens", Map.of()));
            isDenied(door.post("/api/v1/servers/node-2/work", Map.of()));
        }
        assertThat(rehearsal.servers()).hasSize(3);
    }

    @Test
    void a_catalog_is_the_one_of_the_certificate_whatever_the_facts_say() {
        var neighbours =
                new Facts(
                        Map.of(
                                "networking",
                                Map.of("hostname", neighbour.name()),
                                "os",
                                Map.of("family", "Debian")));
        try (var door = new AgentDoor(node)) {
            HttpResponse<String> answer =
                    door.post(
                            "/agent/v1/catalog",
                            new CatalogRequest(neighbours, null, "0.1.0", null));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body())
                    .contains("lab://agent/namespaces/rehearsal/node-1")
                    .doesNotContain("node-2");
        }
    }

    @Test
    void a_file_that_its_catalog_does_not_name_is_not_given() {
        try (var door = new AgentDoor(node)) {
            HttpResponse<String> answer = door.get("/agent/v1/files/" + "ab".repeat(32));

            assertThat(answer.statusCode()).isEqualTo(404);
        }
    }

    @Test
    void a_report_in_the_neighbours_name_is_refused_and_not_kept() {
        Report own = rehearsal.report(node);
        var forged =
                new Report(
                        UUID.randomUUID(),
                        new ServerName(neighbour.name()),
                        own.outcome(),
                        own.catalog(),
                        own.startedAt(),
                        own.durationMs(),
                        own.noop(),
                        own.agentVersion(),
                        own.resources(),
                        own.logs(),
                        own.facts());
        try (var door = new AgentDoor(node)) {
            assertThat(door.post("/agent/v1/reports", forged).statusCode()).isEqualTo(409);
        }

        assertThat(rehearsal.reportIds(neighbour)).doesNotContain(forged.id());
        assertThat(rehearsal.reportIds(node)).doesNotContain(forged.id());
    }

    @Test
    void a_deleted_server_is_cut_off_at_once_and_its_name_is_free_again() {
        rehearsal.labctl("delete", "server/node-3").succeeded();

        Running.Ended run = leaver.runAgent();

        assertThat(run.said())
                .contains("labd no longer knows this machine (certificate ", "has been revoked")
                .containsPattern("[0-9] reports? waits? for labd: certificate ");
        try (var door = new AgentDoor(leaver)) {
            assertThat(door.get("/agent/v1/files/" + "ab".repeat(32)).statusCode()).isIn(401, 403);
        }
        assertThat(rehearsal.servers()).hasSize(2);

        enroll(leaver, token("--server", "node-3"), "--force").succeeded();
        leaver.runAgent().succeeded();

        assertThat(rehearsal.servers()).hasSize(3);
    }

    @Test
    void bad_tokens_are_refused_in_one_sentence_and_the_identity_stays() throws IOException {
        Map<String, String> identity = identity();
        Map<String, String> refusals = new TreeMap<>();
        String good = token("--server", node.name());
        refusals.put("lab1.abc", "malformed");
        refusals.put(good.substring(0, good.length() - 3), "malformed");
        refusals.put(withPart(good, 1, "zzzzzzzzzz"), "refused");
        refusals.put(withPart(good, 2, "A".repeat(43)), "refused");
        refusals.put(used(), "used");
        refusals.put(revoked(), "revoked");
        refusals.put(expired(), "expired");
        refusals.put(token("--server", "somebody-else"), "somebody-else");

        refusals.forEach(
                (token, word) -> {
                    Running.Ended refused = enroll(node, token, "--force");

                    assertThat(refused.exit()).as(refused.said()).isNotZero();
                    assertThat(refused.said().lines())
                            .singleElement()
                            .asString()
                            .startsWith("lab-agent: ")
                            .contains(word);
                });
        assertThat(identity()).isEqualTo(identity);
        node.runAgent().succeeded();
        assertThat(enroll(node, good).said()).contains("already enrolled", "--force");
    }

    @Test
    void a_token_with_another_labds_pin_is_not_sent() throws IOException {
        Map<String, String> identity = identity();
        String token = withPart(token("--server", node.name()), 3, "A".repeat(42) + "E");

        Running.Ended refused = enroll(node, token, "--force");

        assertThat(refused.exit()).isNotZero();
        assertThat(refused.said().lines())
                .singleElement()
                .asString()
                .contains("pinned in the token");
        assertThat(identity()).isEqualTo(identity);
        assertThat(rehearsal.labctl("get", "tokens").out().lines())
                .filteredOn(line -> line.startsWith(token.split("\\.", -1)[1]))
                .singleElement()
                .asString()
                .contains(TokenView.Status.ACTIVE.word());
    }

    /** Used by another agent of the same node, which keeps its identity elsewhere. */
    private String used() {
        String token = token();
        leaver.write("/run/other.yaml", "state: /run/other-agent\n");
        leaver.agent(
                        "--config",
                        "/run/other.yaml",
                        "enroll",
                        "--server",
                        server(),
                        "--token",
                        token,
                        "--name",
                        "one-more")
                .succeeded();
        rehearsal.labctl("delete", "server/one-more").succeeded();
        return token;
    }

    private String revoked() {
        String token = token();
        rehearsal.labctl("revoke", "token", token.split("\\.", -1)[1]).succeeded();
        return token;
    }

    private String expired() {
        return token("--ttl", "1s");
    }

    private String token(String... more) {
        String[] create = {
            "create", "token", "--cloud", "namespaces", "--env", "rehearsal", "--role", "node"
        };
        return rehearsal
                .labctl(Stream.concat(Stream.of(create), Stream.of(more)).toArray(String[]::new))
                .succeeded()
                .out()
                .strip();
    }

    private Running.Ended enroll(Node at, String token, String... more) {
        List<String> argv =
                List.of("enroll", "--server", server(), "--token", token, "--name", at.name());
        return at.agent(Stream.concat(argv.stream(), Stream.of(more)).toArray(String[]::new));
    }

    private String server() {
        return node.read(Node.IDENTITY + "/current/server").strip();
    }

    private static String withPart(String token, int part, String text) {
        String[] parts = token.split("\\.", -1);
        parts[part] = text;
        return String.join(".", parts);
    }

    /** Every file of the identity with its content. */
    private Map<String, String> identity() throws IOException {
        Path folder = node.path(Node.IDENTITY.toString());
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readString(file));
            }
        }
        return files;
    }

    private static void isDenied(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.uri() + ": " + answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("urn:labctl:problem:denied");
    }
}
