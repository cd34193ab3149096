package io.labctl.agent.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.labctl.agent.cache.CatalogCache;
import io.labctl.agent.cache.CatalogCheck;
import io.labctl.agent.cache.CheckedCatalog;
import io.labctl.agent.cache.TestCatalogs;
import io.labctl.agent.console.Paint;
import io.labctl.agent.console.RunConsole;
import io.labctl.agent.identity.CertificateEnd;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakeLabd;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.agent.labd.FakePauses;
import io.labctl.agent.labd.LabdClient;
import io.labctl.agent.labd.TestConnection;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.wire.Sha256;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

@SuppressWarnings("NullAway.Init") // start() runs before each property
class CatalogSourceFuzzTest {
    private static final String AGENT = "lab://agent/metal/prod/web1";
    private static final String CATALOG = "/agent/v1/catalog";
    private static final Timekeeper TIME = new Timekeeper(Clock.systemUTC(), System::nanoTime);
    private static final RunOrder ORDER = new RunOrder(false, List.of(), null, null);
    private static final byte[] GOOD = TestCatalogs.bytes(AGENT, "good");
    private static final byte[] NEWER = TestCatalogs.bytes(AGENT, "newer");

    private final CatalogCheck check = new CatalogCheck(AgentId.parse(AGENT), WireJson.mapper());
    private Path folder;
    private FakeLabd labd;
    private LabdClient client;

    @BeforeProperty
    void start() throws Exception {
        folder = Files.createTempDirectory("lab-agent-fuzz");
        var authority = new TestAuthority();
        labd = new FakeLabd(authority);
        client = TestConnection.of(authority.identity(AGENT, labd.uri()), new FakePauses());
    }

    @AfterProperty
    void stop() throws Exception {
        client.close();
        labd.close();
        clear();
        Files.delete(folder);
    }

    @Property(tries = 40)
    void whatever_labd_answers_only_a_whole_catalog_takes_the_place_of_the_good_one(
            @ForAll("answers") Answer answer) throws IOException {
        cache().keep(check.check(GOOD, Sha256.of(GOOD)));
        labd.forgets(CATALOG).answers(CATALOG, answer);

        Fetched fetched = fetch();

        String used = fetched.catalog().map(CheckedCatalog::sha256).orElseThrow();
        assertThat(used).isIn(Sha256.of(GOOD), Sha256.of(NEWER));
        assertThat(cache().held().map(CheckedCatalog::sha256)).contains(used);
        if (!Arrays.equals(answer.body(), NEWER)) {
            assertThat(used).isEqualTo(Sha256.of(GOOD));
        }
    }

    @Property(tries = 15)
    void whatever_stands_in_the_cache_a_new_catalog_is_used(
            @ForAll byte[] current, @ForAll byte[] cached) throws IOException {
        cache().keep(check.check(GOOD, Sha256.of(GOOD)));
        Files.write(folder.resolve("current"), current);
        Files.write(folder.resolve(Sha256.of(GOOD) + ".json"), cached);
        isReplaced();
    }

    @Property(tries = 15)
    void whatever_the_cached_catalog_has_become_a_new_one_is_used(@ForAll byte[] cached)
            throws IOException {
        cache().keep(check.check(GOOD, Sha256.of(GOOD)));
        Files.write(folder.resolve(Sha256.of(GOOD) + ".json"), cached);
        isReplaced();
    }

    private void isReplaced() throws IOException {
        labd.forgets(CATALOG).answers(CATALOG, Answer.catalog(NEWER));

        Fetched fetched = fetch();

        assertThat(fetched.catalog().map(CheckedCatalog::sha256)).contains(Sha256.of(NEWER));
        assertThat(cache().held().map(CheckedCatalog::sha256)).contains(Sha256.of(NEWER));
        clear();
    }

    private Fetched fetch() {
        var source =
                new CatalogSource(
                        client, cache(), check, "1.2.3", new CertificateEnd(Instant.MAX, TIME));
        var notes = new RunNotes(new RunConsole(new PrintWriter(Writer.nullWriter()), Paint.NONE));
        return assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () ->
                        source.fetchedOrCached(
                                source.ask(new Facts(Map.of()), ORDER, notes), false, notes));
    }

    @Provide
    Arbitrary<Answer> answers() {
        var body =
                Arbitraries.oneOf(
                        Arbitraries.just(Body.of(NEWER)),
                        Combinators.combine(
                                        Arbitraries.integers().between(0, NEWER.length - 1),
                                        Arbitraries.bytes())
                                .as(CatalogSourceFuzzTest::changed)
                                .map(Body::damaged),
                        Arbitraries.integers()
                                .between(0, NEWER.length - 1)
                                .map(length -> Arrays.copyOf(NEWER, length))
                                .flatMap(cut -> Arbitraries.of(Body.damaged(cut), Body.of(cut))),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(100).map(Body::of));
        var header =
                Combinators.combine(
                                Arbitraries.of("ETag", "Content-Encoding", "Content-Type"),
                                Arbitraries.of("gzip", "\"\"", Sha256.of(GOOD), "text/html"))
                        .as(List::of);
        return Combinators.combine(
                        Arbitraries.of(200, 200, 200, 203, 206, 400, 404, 418, 422, 500),
                        body,
                        header.injectNull(0.6),
                        Arbitraries.of(true, false, false, false))
                .as(CatalogSourceFuzzTest::answer);
    }

    /**
     * A changed byte may leave a catalog that is whole, so it comes under the hash of the one that
     * was meant.
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Body(byte[] sent, byte[] announced) {
        static Body of(byte[] bytes) {
            return new Body(bytes, bytes);
        }

        static Body damaged(byte[] bytes) {
            return new Body(bytes, NEWER);
        }
    }

    private static Answer answer(
            int status, Body body, @Nullable List<String> header, boolean cut) {
        var headers = Answer.catalog(body.announced()).headers();
        Answer whole = new Answer(status, headers, body.sent(), cut);
        return header == null ? whole : whole.with(header.getFirst(), header.getLast());
    }

    private static byte[] changed(int at, byte value) {
        byte[] bytes = NEWER.clone();
        bytes[at] = value;
        return bytes;
    }

    private CatalogCache cache() {
        return new CatalogCache(folder, check);
    }

    private void clear() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
    }
}
