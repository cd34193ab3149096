package io.labctl.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.Purpose;
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
import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import io.labctl.catalog.wire.Sha256;
import io.labctl.catalog.wire.WireJson;
import java.io.PrintWriter;
import java.io.StringWriter;
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

/** The catalog of one module, which takes the place of no other. */
class ModuleCatalogTest {
    private static final String AGENT = "lab://agent/metal/prod/web1";
    private static final String CATALOG = "/agent/v1/catalog";
    private static final UUID WORK = new UUID(0, 7);
    private static final RunOrder ORDER =
            new RunOrder(false, List.of(), new RunOrder.OneModule("motd", WORK), null, null);
    private static final byte[] OWN = TestCatalogs.bytes(AGENT, "own");
    private static final byte[] MODULE = TestCatalogs.ofModule(AGENT, "motd", "module");

    @TempDir private Path folder;
    private final CatalogCheck check = new CatalogCheck(AgentId.parse(AGENT), WireJson.mapper());
    private final StringWriter said = new StringWriter();
    private FakeLabd labd;
    private LabdClient client;

    @BeforeEach
    void start() throws Exception {
        var authority = new TestAuthority();
        labd = new FakeLabd(authority);
        client = TestConnection.of(authority.identity(AGENT, labd.uri()), new FakePauses());
        cache().keep(check.check(OWN, Sha256.of(OWN)));
    }

    @AfterEach
    void stop() {
        client.close();
        labd.close();
    }

    @Test
    void it_is_asked_for_by_its_work_and_the_cached_one_stays() throws Exception {
        labd.answers(CATALOG, Answer.catalog(MODULE));

        Fetched fetched = fetch();

        assertThat(fetched.catalog().map(CheckedCatalog::sha256)).contains(Sha256.of(MODULE));
        assertThat(fetched.purpose())
                .isInstanceOfSatisfying(
                        Purpose.Once.class,
                        once ->
                                assertThat(once.besides())
                                        .extracting(Resource::id)
                                        .containsExactly(ResourceId.parse("symlink[/etc/link]")));
        assertThat(cache().held().map(CheckedCatalog::sha256)).contains(Sha256.of(OWN));
        var asked =
                WireJson.mapper()
                        .readValue(labd.requests(CATALOG).getLast().body(), CatalogRequest.class);
        assertThat(asked.work()).isEqualTo(WORK);
        assertThat(asked.have()).isNull();
    }

    @Test
    void where_it_does_not_compile_no_other_stands_in_for_it() {
        labd.answers(CATALOG, Answer.problem(422, "compile-failed", "no", "module motd: no"));

        Fetched fetched = fetch();

        assertThat(fetched.catalog()).isEmpty();
        assertThat(said.toString())
                .contains(
                        "module motd: no",
                        "labd could not compile module 'motd' for this machine",
                        "nothing is applied");
    }

    @Test
    void another_that_labd_gives_for_it_is_refused() {
        labd.answers(CATALOG, Answer.catalog(TestCatalogs.ofModule(AGENT, "ntp", "other")));

        assertThat(fetch().catalog()).isEmpty();
        assertThat(said.toString())
                .contains("catalog from labd is refused: module 'motd' is not in it");
    }

    @Test
    void where_labd_has_none_no_other_stands_in_for_it() {
        labd.answers(CATALOG, Answer.problem(404, "not-found", "no run of a module"));

        assertThat(fetch().catalog()).isEmpty();
    }

    private Fetched fetch() {
        var time = new Timekeeper(Clock.systemUTC(), System::nanoTime);
        var source =
                new CatalogSource(
                        client, cache(), check, "1.2.3", new CertificateEnd(Instant.MAX, time));
        var notes = new RunNotes(new RunConsole(new PrintWriter(said, true), Paint.NONE));
        return source.fetchedOrCached(source.ask(new Facts(Map.of()), ORDER, notes), false, notes);
    }

    private CatalogCache cache() {
        return new CatalogCache(folder, check);
    }
}
