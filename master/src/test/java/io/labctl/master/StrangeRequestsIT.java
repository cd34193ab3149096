package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What labd does with requests that make no sense. */
class StrangeRequestsIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd(HttpLimits.NARROW);

    private static LabdClient agent;

    @BeforeAll
    static void anAgentJoins() {
        agent = labd.agent("web01");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/nothing,404,there is no such path",
        "GET,/api/v1/servers/web01/nothing,404,there is no such path",
        "PUT,/api/v1/servers,405,this path does not take this method",
        "DELETE,/healthz,405,this path does not take this method"
    })
    void what_does_not_exist_is_a_problem(String method, String path, int status, String detail) {
        var answer =
                labd.admin()
                        .send(labd.admin().request(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem().detail()).isEqualTo(detail);
        assertThat(answer.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/servers?environment=x | environment | 'environment' is not known here, there are: cloud, env, label",
                "/api/v1/servers?cloud=a&cloud=b | cloud | 'cloud' is given more than once",
                "/api/v1/tokens?id=x | id | 'id' is not known here, there are none",
                "/api/v1/version?v=1 | v | 'v' is not known here, there are none"
            })
    void a_query_parameter_that_would_be_passed_over_is_refused(
            String path, String field, String sentence) {
        var answer = labd.admin().get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().detail()).isEqualTo("query parameter " + sentence);
        assertThat(answer.problem().field()).isEqualTo(field);
    }

    @Test
    void who_may_not_use_a_route_learns_nothing_of_its_query_parameters() {
        assertThat(labd.anyone().get("/api/v1/servers?x=1").status()).isEqualTo(401);
        assertThat(agent.get("/api/v1/servers?x=1").status()).isEqualTo(403);
    }

    @Test
    void a_probe_may_ask_with_whatever_it_likes() {
        assertThat(labd.anyone().get("/healthz?t=1").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/healthz | GET, HEAD, OPTIONS",
                "/agent/v1/enroll | OPTIONS, POST",
                "/api/v1/servers/web01 | DELETE, GET, HEAD, OPTIONS"
            })
    void a_refused_method_is_answered_with_those_that_are_taken(String path, String methods) {
        var answer = agent.send(agent.request(path).method("PATCH", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(allowed(answer)).containsExactly(methods.split(", ", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/healthz", "/api/v1/servers", "/agent/v1/reports"})
    void anyone_may_ask_which_methods_a_path_takes(String path) {
        var anyone = labd.anyone();
        var answer = anyone.send(anyone.request(path).method("OPTIONS", BodyPublishers.noBody()));
        var refused = anyone.send(anyone.request(path).method("PATCH", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(allowed(answer)).isEqualTo(allowed(refused));
    }

    private static List<String> allowed(LabdClient.Answer answer) {
        String allow = answer.headers().firstValue("Allow").orElseThrow();
        return Arrays.stream(allow.split(",", -1)).map(String::strip).sorted().toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/servers", "/api/v1/openapi.json", "/api/v1/servers/nobody"})
    void a_head_is_answered_like_a_get_but_without_the_body(String path) {
        var get = labd.admin().get(path);
        var head =
                labd.admin()
                        .send(labd.admin().request(path).method("HEAD", BodyPublishers.noBody()));

        assertThat(head.status()).isEqualTo(get.status());
        assertThat(head.text()).isEmpty();
        assertThat(head.headers().firstValue("Content-Length"))
                .isEqualTo(get.headers().firstValue("Content-Length"));
        assertThat(head.headers().firstValue("Content-Type"))
                .isEqualTo(get.headers().firstValue("Content-Type"));
    }

    @ParameterizedTest
    @CsvSource({"GET,Accept,text/", "POST,Accept,//", "POST,Content-Type,json"})
    void a_header_that_cannot_be_read_is_named(String method, String header, String value) {
        var answer =
                labd.admin()
                        .send(
                                labd.admin()
                                        .request("/api/v1/tokens")
                                        .header(header, value)
                                        .method(method, BodyPublishers.ofString("{}")));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().detail())
                .isEqualTo(
                        "the header '%s' is not readable; give a media type such as application/json"
                                .formatted(header));
    }

    @Test
    void another_content_type_is_refused() {
        var answer =
                agent.send(
                        agent.request("/agent/v1/reports")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem().detail())
                .isEqualTo("the body's media type is not taken here, only application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|request body is cut short (line 1, column 2)|",
                "{]|request body is not JSON (line 1, column 2)|",
                "{\"labels\":7}|request body must be an object at 'labels' (line 1, column 11)|labels",
                "{\"cloud\":5}|request body must be text at 'cloud' (line 1, column 10)|cloud",
                "[]|request body must be an object (line 1, column 1)|",
            })
    void a_body_that_cannot_be_read_is_told_in_one_sentence(
            String body, String detail, @Nullable String field) {
        var answer =
                labd.admin().postBytes("/api/v1/tokens", body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().detail()).isEqualTo(detail);
        assertThat(answer.problem().field()).isEqualTo(field);
    }

    @Test
    void an_answer_in_another_media_type_is_refused() {
        var answer =
                labd.anyone()
                        .send(labd.anyone().request("/health").header("Accept", "image/png").GET());

        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.problem().status()).isEqualTo(406);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%",
                "/%zz",
                "/%00",
                "/%ff%fe",
                "/a%2f..%2f..",
                "//labd/x",
                "/;a=b;",
                "/?%",
                "/?a=%00",
                "/[",
                "/{name}",
                "/|",
                "/\\",
                "*",
                "nothing",
                "@evil/x",
                "https://evil/healthz",
                "http://[/x",
                "/api/v1/servers/%1b[31m",
                "/health?a=1&a=2&=&&",
                "/\u00e9",
                "/..",
                "/#x"
            })
    void a_strange_path_is_answered_and_never_with_a_failure(String path) throws IOException {
        try (var raw = new RawConnection(labd.admin(), labd.port())) {
            String heard =
                    raw.says("GET " + path + " HTTP/1.1\r\nHost: labd\r\nConnection: close\r\n\r\n")
                            .hears();

            assertThat(heard)
                    .satisfiesAnyOf(
                            it -> assertThat(it).isEmpty(),
                            it -> assertThat(it).matches("(?s)HTTP/1.1 [24].*"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n\r\n\r\n\r\n",
                "GET\r\n\r\n",
                "\u0016\u0003\u0001",
                "GET / HTTP/9.9\r\n\r\n",
                "GET / HTTP/1.1\r\n: empty\r\n\r\n",
                "GET / HTTP/1.1\r\nHost\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: zz\r\n\r\n",
                "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
            })
    void garbage_ends_the_connection(String garbage) throws IOException {
        try (var raw = new RawConnection(agent, labd.port())) {
            assertThat(raw.says(garbage).hears()).doesNotContain("HTTP/1.1 5");
        }
        assertThat(labd.anyone().get("/healthz").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"31,200", "33,400"})
    void headers_may_be_32_kibibytes_together(int kibibytes, int status) throws IOException {
        assertThat(answerTo("X-Long: " + "x".repeat(kibibytes * 1024)))
                .startsWith("HTTP/1.1 %d ".formatted(status));
    }

    @ParameterizedTest
    @CsvSource({"98,200", "99,400"}) // beside two others
    void headers_may_be_100_in_number(int more, int status) throws IOException {
        assertThat(answerTo("X-A: b\r\n".repeat(more).strip()))
                .startsWith("HTTP/1.1 %d ".formatted(status));
    }

    /** To its end: labd closes the connection. */
    private static String answerTo(String headers) throws IOException {
        try (var raw = new RawConnection(labd.anyone(), labd.port())) {
            return raw.asks("GET /healthz HTTP/1.1", "Host: labd", "Connection: close", headers)
                    .hears();
        }
    }

    @ParameterizedTest
    @MethodSource
    void a_request_that_breaks_the_rules_of_http_ends_its_connection_without_a_problem(
            String requestLine, String headers, String answer) throws IOException {
        try (var raw = new RawConnection(labd.anyone(), labd.port())) {
            raw.asks(requestLine, headers);

            assertThat(raw.hears()).startsWith(answer + "\r\n").endsWith("\r\n\r\n");
        }
    }

    static Stream<Arguments>
            a_request_that_breaks_the_rules_of_http_ends_its_connection_without_a_problem() {
        String usual = "GET /healthz HTTP/1.1";
        String refused = "HTTP/1.1 400 Bad Request";
        return Stream.of(
                Arguments.of(usual, "Host: labd\r\n" + "X-A: b\r\n".repeat(100).strip(), refused),
                Arguments.of("GET /health%zz HTTP/1.1", "Host: labd", refused),
                Arguments.of("GET /health| HTTP/1.1", "Host: labd", refused),
                Arguments.of(usual, "X-A: b", "HTTP/1.1 400 No Host Header"),
                Arguments.of(
                        usual, "Host: a\r\nHost: b", "HTTP/1.1 400 Only One Host Header Allowed"));
    }
}
