package io.labctl.agent.labd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.labctl.agent.identity.Identity;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.api.Problem;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import tools.jackson.databind.json.JsonMapper;

@SuppressWarnings("NullAway.Init") // start() runs before each property
class AnswersFuzzTest {
    private static final String AGENT = "lab://agent/metal/prod/web1";
    private static final JsonMapper JSON = WireJson.mapper();
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private RawLabd labd;
    private Identity identity;

    @BeforeProperty
    void start() throws Exception {
        var authority = new TestAuthority();
        labd = new RawLabd(authority);
        identity = authority.identity(AGENT, labd.uri());
    }

    @AfterProperty
    void stop() throws Exception {
        labd.close();
    }

    @Property(tries = 8)
    void any_bytes_are_an_answer_or_none(@ForAll byte[] bytes) {
        isJudged(bytes);
    }

    @Property(tries = 20)
    void anything_like_http_is_an_answer_or_none(@ForAll("answers") byte[] bytes) {
        isJudged(bytes);
    }

    @Property(tries = 1000)
    void any_problem_is_told_in_one_printable_line(@ForAll("problemDocuments") String text) {
        var reply = new Reply(422, Optional.empty(), text.getBytes(StandardCharsets.UTF_8), true);

        assertThat(reply.refusal(JSON)).matches(AnswersFuzzTest::isOnePrintableLine);
        assertThat(reply.problem(JSON).map(Reply::faults).orElse(List.of()))
                .allMatch(AnswersFuzzTest::isOnePrintableLine);
    }

    private void isJudged(byte[] bytes) {
        labd.answers(bytes);
        var request = new CatalogRequest(new Facts(Map.of()), null, "1.2.3", null);

        try (LabdClient client = TestConnection.of(identity, new FakePauses())) {
            CatalogAnswer catalog =
                    assertTimeoutPreemptively(LONGEST, () -> client.catalog(request));
            Delivery delivery =
                    assertTimeoutPreemptively(
                            LONGEST, () -> client.report(Outgoing.gzip(new byte[0])));

            assertThat(sentences(catalog, delivery)).allMatch(AnswersFuzzTest::isOnePrintableLine);
        }
    }

    private static List<String> sentences(CatalogAnswer catalog, Delivery delivery) {
        List<String> of =
                switch (catalog) {
                    case CatalogAnswer.Fresh _, CatalogAnswer.StillRight _ -> List.of("catalog");
                    case CatalogAnswer.CompileFailed failed -> failed.faults();
                    case CatalogAnswer.Disowned disowned -> List.of(disowned.reason());
                    case CatalogAnswer.NotToBeHad away -> List.of(away.reason());
                };
        String how =
                switch (delivery) {
                    case Delivery.Delivered _ -> "delivered";
                    case Delivery.Later later -> later.reason();
                    case Delivery.Failed failed -> failed.reason();
                    case Delivery.Never never -> never.reason();
                };
        assertThat(of).isNotEmpty();
        return Stream.concat(of.stream(), Stream.of(how)).toList();
    }

    private static boolean isOnePrintableLine(String sentence) {
        return !sentence.isBlank() && sentence.chars().noneMatch(Character::isISOControl);
    }

    @Provide
    Arbitrary<byte[]> answers() {
        var status =
                Arbitraries.oneOf(
                        Arbitraries.of(200, 204, 301, 304, 400, 403, 404, 409, 413, 422, 429),
                        Arbitraries.of(500, 502, 503, 504),
                        Arbitraries.integers().between(200, 999));
        var header =
                Combinators.combine(
                                Arbitraries.of(
                                        "ETag",
                                        "Content-Type",
                                        "Content-Encoding",
                                        "Content-Length",
                                        "Transfer-Encoding",
                                        "Retry-After"),
                                Arbitraries.oneOf(
                                        Arbitraries.of(
                                                Problem.MEDIA_TYPE,
                                                "gzip",
                                                "chunked",
                                                "0",
                                                "7",
                                                "-1",
                                                "99999999999999999999",
                                                "\"",
                                                ""),
                                        Arbitraries.strings().ascii().ofMaxLength(20)))
                        .as((name, value) -> "\r\n" + name + ": " + value);
        var body =
                Arbitraries.oneOf(
                        Arbitraries.strings().ascii().ofMaxLength(60),
                        problems(),
                        problems().map(text -> text.substring(0, text.length() / 2)));
        return Combinators.combine(
                        status,
                        header.list().ofMaxSize(4).map(lines -> String.join("", lines)),
                        body)
                .as(
                        (number, headers, text) ->
                                RawLabd.http("HTTP/1.1 %d X%s".formatted(number, headers), text));
    }

    @Provide
    Arbitrary<String> problemDocuments() {
        return problems();
    }

    private static Arbitrary<String> problems() {
        var value =
                Arbitraries.of(
                        "null",
                        "7",
                        "[]",
                        "{}",
                        "[null]",
                        "[\"a\\nb\"]",
                        "\"\"",
                        "\"" + Problem.COMPILE_FAILED + "\"",
                        "\"a\\u001b[2Jb\"",
                        "\"" + "x".repeat(2000) + "\"");
        return Combinators.combine(
                        Arbitraries.of("null", "\"" + Problem.COMPILE_FAILED + "\""),
                        value,
                        value,
                        value)
                .as(
                        (type, title, detail, errors) ->
                                "{\"type\":%s,\"title\":%s,\"status\":422,\"detail\":%s,\"errors\":%s}"
                                        .formatted(type, title, detail, errors));
    }
}
