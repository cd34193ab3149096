package io.labctl.agent.labd;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.api.Problem;
import io.labctl.catalog.fact.Facts;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabdClientTest {
    private static final String AGENT = "lab://agent/metal/prod/web1";
    private static final String CATALOG = "/agent/v1/catalog";
    private static final String REPORTS = "/agent/v1/reports";
    private static final CatalogRequest REQUEST =
            new CatalogRequest(
                    new Facts(Map.of("kernel", "Linux")), "abc", "1.0", Duration.ofMinutes(35));

    private final FakePauses pauses = new FakePauses();
    private TestAuthority authority;
    private FakeLabd labd;

    @BeforeEach
    void start() throws Exception {
        authority = new TestAuthority();
        labd = new FakeLabd(authority);
    }

    @AfterEach
    void stop() {
        labd.close();
    }

    @Test
    void a_catalog_is_asked_for_with_facts_and_with_the_own_certificate() throws Exception {
        byte[] bytes = "{}".getBytes(StandardCharsets.UTF_8);
        labd.answers(CATALOG, Answer.catalog(bytes));

        CatalogAnswer answer = catalog();

        var request = labd.requests().getFirst();
        assertThat(request.headers().getFirst("Content-Encoding")).isNull();
        assertThat(request.headers().getFirst("Accept-Encoding")).isEqualTo("gzip");
        assertThat(request.serial()).isPresent();
        assertThat(request.text())
                .contains("\"kernel\":\"Linux\"", "\"have\":\"abc\"", "\"nextContact\"");
        assertThat(answer).isInstanceOf(CatalogAnswer.Fresh.class);
        assertThat(((CatalogAnswer.Fresh) answer).bytes()).isEqualTo(bytes);
    }

    @Test
    void what_is_said_is_encrypted_by_what_is_fast_without_the_optimizing_compiler()
            throws Exception {
        labd.answers(CATALOG, Answer.catalog(new byte[0]));

        catalog();

        assertThat(labd.requests().getFirst().suite()).isEqualTo("TLS_CHACHA20_POLY1305_SHA256");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abc\"", "W/\"abc\"", "abc"})
    void a_catalog_has_its_hash_in_a_strong_or_a_weak_tag(String tag) throws Exception {
        labd.answers(CATALOG, Answer.json(200, Map.of()).with("ETag", tag));

        var answer = (CatalogAnswer.Fresh) catalog();

        assertThat(answer.hash()).isEqualTo("abc");
    }

    @Test
    void many_facts_are_compressed() throws Exception {
        labd.answers(CATALOG, Answer.of(304));
        var facts = new Facts(Map.of("kernel", "Linux".repeat(10_000)));

        try (var client = client()) {
            client.catalog(new CatalogRequest(facts, null, "0.1.0", null));
        }

        var request = labd.requests().getFirst();
        assertThat(request.headers().getFirst("Content-Encoding")).isEqualTo("gzip");
        assertThat(request.text()).contains("LinuxLinux");
    }

    @Test
    void not_modified_means_that_the_own_catalog_is_still_right() throws Exception {
        labd.answers(CATALOG, Answer.of(304));

        assertThat(catalog()).isEqualTo(new CatalogAnswer.StillRight());
    }

    @Test
    void a_failed_compile_brings_all_its_faults() throws Exception {
        labd.answers(CATALOG, Answer.problem(422, "compile-failed", "2 faults", "one", "two"));

        var answer = (CatalogAnswer.CompileFailed) catalog();

        assertThat(answer.faults()).containsExactly("one", "two");
    }

    @Test
    void a_fault_with_a_tab_is_told_to_its_end() throws Exception {
        String fault = "data/common.yaml:3: ".repeat(6);
        labd.answers(CATALOG, Answer.problem(422, "compile-failed", "1 fault", "\t" + fault));

        var answer = (CatalogAnswer.CompileFailed) catalog();

        assertThat(answer.faults()).containsExactly("\\u0009" + fault);
    }

    @Test
    void a_refusal_counts_whatever_else_its_problem_leaves_out() throws Exception {
        labd.answers(
                CATALOG,
                Answer.json(403, Map.of("type", Problem.DENIED))
                        .with("Content-Type", Problem.MEDIA_TYPE));

        assertThat(catalog())
                .isEqualTo(new CatalogAnswer.Disowned("labd answered with status 403"));
    }

    @Test
    void a_busy_labd_is_asked_again_when_it_says_so() throws Exception {
        labd.answers(CATALOG, Answer.of(503).with("Retry-After", "7"), Answer.of(304));

        CatalogAnswer answer = catalog();

        assertThat(answer).isEqualTo(new CatalogAnswer.StillRight());
        assertThat(pauses.asked()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void a_labd_that_wants_long_peace_is_left_alone_for_the_whole_run() throws Exception {
        labd.answers(CATALOG, Answer.of(503).with("Retry-After", "3600"));
        labd.answers(REPORTS, Answer.of(204));

        try (var client = client()) {
            client.catalog(REQUEST);
            Delivery delivery = client.report(Outgoing.gzip(new byte[0]));

            assertThat(delivery)
                    .isEqualTo(new Delivery.Later("labd asked not to be contacted for now"));
            assertThat(labd.requests()).hasSize(1);
            assertThat(pauses.asked()).isEmpty();
        }
    }

    @Test
    void attempts_are_bounded_and_their_pauses_random_below_a_growing_bound() throws Exception {
        labd.answers(CATALOG, Answer.problem(503, "unavailable", "database is away"));

        CatalogAnswer answer = catalog();

        assertThat(answer).isEqualTo(new CatalogAnswer.NotToBeHad("database is away"));
        assertThat(labd.requests()).hasSize(4);
        assertThat(pauses.asked()).hasSize(3);
        assertThat(pauses.asked()).allMatch(each -> each.compareTo(Duration.ofSeconds(8)) <= 0);
    }

    @Test
    void after_attempts_in_vain_a_run_asks_once_for_each_further_thing() throws Exception {
        labd.answers(CATALOG, Answer.problem(503, "unavailable", "database is away"));
        labd.answers(REPORTS, Answer.problem(503, "unavailable", "database is away"));

        try (var client = client()) {
            client.catalog(REQUEST);
            int before = labd.requests().size();
            client.report(Outgoing.gzip(new byte[0]));

            assertThat(labd.requests()).hasSize(before + 1);
        }
    }

    @Test
    void an_answer_that_breaks_off_is_no_answer() throws Exception {
        labd.answers(CATALOG, Answer.catalog(new byte[100]).thatBreaksOff());

        var answer = (CatalogAnswer.NotToBeHad) catalog();

        assertThat(answer.reason()).startsWith("the connection to labd at https://");
    }

    @Test
    void a_refusal_is_told_as_labd_words_it() throws Exception {
        labd.answers(CATALOG, Answer.problem(403, "denied", "certificate was revoked"));

        assertThat(catalog()).isEqualTo(new CatalogAnswer.Disowned("certificate was revoked"));
    }

    @Test
    void a_page_that_is_no_problem_document_is_told_by_its_status() throws Exception {
        labd.answers(
                CATALOG,
                new Answer(500, Map.of(), "<html>".getBytes(StandardCharsets.UTF_8), false));

        assertThat(catalog())
                .isEqualTo(new CatalogAnswer.NotToBeHad("labd answered with status 500"));
    }

    @Test
    void a_server_of_another_authority_is_not_trusted_and_sees_no_request() throws Exception {
        try (var stranger = new FakeLabd(new TestAuthority());
                var client = TestConnection.of(authority.identity(AGENT, stranger.uri()), pauses)) {
            var answer = (CatalogAnswer.NotToBeHad) client.catalog(REQUEST);

            assertThat(answer.reason()).startsWith("the certificate of labd at https://");
            assertThat(stranger.requests()).isEmpty();
            assertThat(pauses.asked()).isEmpty();
        }
    }

    @Test
    void a_server_with_a_certificate_for_another_name_is_not_trusted() throws Exception {
        try (var other = new FakeLabd(authority.serverTls("127.0.0.9"));
                var client = TestConnection.of(authority.identity(AGENT, other.uri()), pauses)) {
            var answer = (CatalogAnswer.NotToBeHad) client.catalog(REQUEST);

            assertThat(answer.reason()).startsWith("the certificate of labd at https://");
            assertThat(other.requests()).isEmpty();
        }
    }

    @Test
    void a_labd_that_is_away_is_said_to_refuse_the_connection() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        var nowhere = URI.create("https://127.0.0.1:" + port);

        try (var client = TestConnection.of(authority.identity(AGENT, nowhere), pauses)) {
            assertThat(client.catalog(REQUEST))
                    .isEqualTo(
                            new CatalogAnswer.NotToBeHad(
                                    "labd at %s cannot be reached: connection refused or no route"
                                            .formatted(nowhere)));
        }
    }

    @Test
    void a_report_that_labd_will_never_take_is_told_from_one_for_later() throws Exception {
        labd.answers(
                REPORTS,
                Answer.of(204),
                Answer.problem(400, "invalid-input", "no such field"),
                Answer.problem(403, "denied", "revoked"),
                Answer.problem(429, "too-many", "enough").with("Retry-After", "43200"));

        try (var client = client()) {
            assertThat(client.report(Outgoing.gzip(new byte[0])))
                    .isEqualTo(new Delivery.Delivered());
            assertThat(client.report(Outgoing.gzip(new byte[0])))
                    .isEqualTo(new Delivery.Never("no such field"));
            assertThat(client.report(Outgoing.gzip(new byte[0])))
                    .isEqualTo(new Delivery.Later("revoked"));
            assertThat(client.report(Outgoing.gzip(new byte[0])))
                    .isEqualTo(new Delivery.Later("enough"));
            assertThat(pauses.asked()).isEmpty();
        }
    }

    @Test
    void a_report_that_labd_fails_on_is_told_from_a_labd_that_is_away() throws Exception {
        labd.answers(REPORTS, Answer.problem(500, "internal", "its log tells more"));

        try (var client = client()) {
            assertThat(client.report(Outgoing.gzip(new byte[0])))
                    .isEqualTo(new Delivery.Failed("its log tells more"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {502, 503, 504})
    void a_report_is_not_at_fault_when_labd_or_a_proxy_before_it_is_away(int status)
            throws Exception {
        labd.answers(REPORTS, Answer.problem(status, "unavailable", "not now"));

        try (var client = client()) {
            assertThat(client.report(Outgoing.gzip(new byte[0])))
                    .isEqualTo(new Delivery.Later("not now"));
        }
    }

    private CatalogAnswer catalog() throws Exception {
        try (var client = client()) {
            return client.catalog(REQUEST);
        }
    }

    private LabdClient client() throws Exception {
        return TestConnection.of(authority.identity(AGENT, labd.uri()), pauses);
    }
}
