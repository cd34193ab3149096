package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.wire.WireJson;
import io.labctl.master.enroll.Csr;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.jspecify.annotations.Nullable;

/** Whatever labd is sent, it never fails of it, and what it refuses it refuses with a problem. */
class FuzzIT {
    private static final RunningLabd LABD = new RunningLabd();
    private static final int DEEPEST = 3;
    private static @Nullable LabdClient agent;

    @BeforeContainer
    static void start() {
        LABD.start();
        agent = LABD.agent("web01");
    }

    @AfterContainer
    static void stop() {
        LABD.close();
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void any_body_is_answered_and_never_with_a_failure(
            @ForAll("routes") String route,
            @ForAll("bodies") Map<String, Object> fields,
            @ForAll boolean complete) {
        var body = complete ? new HashMap<>(sound(route)) : new HashMap<String, Object>();
        body.putAll(fields);
        LabdClient caller =
                route.startsWith("/api")
                        ? LABD.admin()
                        : route.endsWith("enroll") ? LABD.anyone() : shown();

        answered(caller.postBytes(route, WireJson.mapper().writeValueAsBytes(body)));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void any_text_is_answered_and_never_with_a_failure(
            @ForAll("routes") String route, @ForAll("texts") String text) {
        LabdClient caller =
                route.startsWith("/api")
                        ? LABD.admin()
                        : route.endsWith("enroll") ? LABD.anyone() : shown();

        answered(caller.postBytes(route, text.getBytes(StandardCharsets.UTF_8)));
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void any_name_in_a_path_or_question_is_answered(@ForAll("texts") String text) {
        String name = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");

        answered(LABD.admin().get("/api/v1/servers/" + name));
        answered(LABD.admin().get("/api/v1/servers?env=" + name));
        answered(LABD.admin().get("/api/v1/servers?label=" + name));
        answered(LABD.admin().get("/api/v1/reports?server=" + name));
        answered(LABD.admin().get("/api/v1/reports/" + name));
        answered(LABD.admin().postBytes("/api/v1/tokens/" + name + "/revoke", new byte[0]));
        answered(shown().get("/agent/v1/files/" + name));
    }

    @Provide
    Arbitrary<String> routes() {
        return Arbitraries.of(
                "/agent/v1/enroll", "/agent/v1/reports", "/agent/v1/catalog", "/api/v1/tokens");
    }

    @Provide
    Arbitrary<Map<String, Object>> bodies() {
        var names =
                Arbitraries.of(
                        List.of(
                                "tokenId",
                                "secret",
                                "name",
                                "csr",
                                "id",
                                "server",
                                "outcome",
                                "catalog",
                                "startedAt",
                                "durationMs",
                                "noop",
                                "agentVersion",
                                "resources",
                                "logs",
                                "facts",
                                "have",
                                "nextContact",
                                "cloud",
                                "environment",
                                "role",
                                "labels",
                                "reusable",
                                "ttl"));
        return Arbitraries.maps(names, values(DEEPEST)).ofMinSize(1).ofMaxSize(3);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "\0",
                        "{}",
                        "[]",
                        "null",
                        "{\"a\":",
                        "\ud800",
                        "web01",
                        "..",
                        "a".repeat(300)),
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().withChars("{}[]\":,\\u0aeE+-.1").ofMaxLength(40));
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> plain =
                Arbitraries.oneOf(
                        Arbitraries.strings().ofMaxLength(20).map(each -> (Object) each),
                        Arbitraries.of(
                                        "",
                                        "\0",
                                        "web01",
                                        "PT1H",
                                        "2026-05-01T12:00:00Z",
                                        "changed",
                                        "a".repeat(5000))
                                .map(each -> (Object) each),
                        Arbitraries.longs().map(each -> (Object) each),
                        Arbitraries.doubles().map(each -> (Object) each),
                        Arbitraries.of(true, false).map(each -> (Object) each));
        if (depth == 0) {
            return plain;
        }
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, plain),
                net.jqwik.api.Tuple.of(
                        1, values(depth - 1).list().ofMaxSize(3).map(each -> (Object) each)),
                net.jqwik.api.Tuple.of(
                        1,
                        Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), values(depth - 1))
                                .ofMaxSize(3)
                                .map(each -> (Object) each)));
    }

    private static Map<String, Object> sound(String route) {
        return switch (route) {
            case "/agent/v1/enroll" ->
                    Map.of(
                            "tokenId",
                            "aaaaaaaaaa",
                            "secret",
                            "x",
                            "name",
                            "web09",
                            "csr",
                            Csr.of("web09", Csr.p256()));
            case "/agent/v1/reports" ->
                    Map.of(
                            "id",
                            UUID.randomUUID().toString(),
                            "server",
                            "web01",
                            "outcome",
                            "changed",
                            "startedAt",
                            "2026-05-01T12:00:00Z",
                            "durationMs",
                            1,
                            "noop",
                            false,
                            "agentVersion",
                            "0",
                            "resources",
                            List.of(),
                            "logs",
                            List.of(),
                            "facts",
                            Map.of());
            case "/agent/v1/catalog" -> Map.of("facts", Map.of(), "agentVersion", "0");
            default ->
                    Map.of(
                            "cloud",
                            "baremetal",
                            "environment",
                            "lab",
                            "role",
                            "web",
                            "labels",
                            Map.of(),
                            "reusable",
                            false,
                            "ttl",
                            "PT1H");
        };
    }

    private static LabdClient shown() {
        return java.util.Objects.requireNonNull(agent);
    }

    private static void answered(LabdClient.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isLessThan(500);
        if (answer.status() >= 400) {
            assertThat(answer.problem().status()).isEqualTo(answer.status());
            assertThat(answer.problem().detail())
                    .isNotBlank()
                    .doesNotContain("Exception", "io.labctl");
        }
    }
}
