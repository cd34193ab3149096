package io.labctl.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.cache.TestCatalogs;
import io.labctl.agent.identity.IdentityStore;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakeLabd;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.catalog.api.EnrollRequest;
import io.labctl.catalog.api.EnrollResponse;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.output.StandardOutput;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.wire.Sha256;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class LabAgentTest {
    private static final String AGENT = "lab://agent/metal/prod/web1";
    private static final JsonMapper JSON = WireJson.mapper();
    private static final String CATALOG = "/agent/v1/catalog";
    private static final String REPORTS = "/agent/v1/reports";
    private static final byte[] GOOD = TestCatalogs.bytes(AGENT, "a");
    private static final byte[] NEWER = TestCatalogs.bytes(AGENT, "b");

    @TempDir Path folder;
    private final FakeSurroundings machine = new FakeSurroundings();
    private static TestAuthority authority;
    private static FakeLabd labd;
    private Path config;

    @BeforeAll
    static void startLabd() throws Exception {
        authority = new TestAuthority();
        labd = new FakeLabd(authority);
    }

    @AfterAll
    static void stopLabd() {
        labd.close();
    }

    @BeforeEach
    void start() throws Exception {
        labd.reset().answers(REPORTS, Answer.of(204));
        config = folder.resolve("agent.yaml");
        Files.writeString(config, "state: state\nsplay: 0s\n");
    }

    @Test
    void a_machine_that_is_not_enrolled_says_how_to_join() {
        int exit = machine.labAgent(config, "run", "--once");

        assertThat(exit).isEqualTo(1);
        assertThat(machine.err())
                .isEqualTo(
                        "lab-agent: this machine is not enrolled; join it with 'lab-agent enroll"
                                + " --server URL --token TOKEN'\n");
    }

    @Test
    void a_machine_joins_under_its_host_name_and_runs() throws Exception {
        labd.answers("/agent/v1/enroll", this::issue);
        labd.answers(CATALOG, Answer.catalog(GOOD));
        Path token = Files.writeString(folder.resolve("token"), token() + "\n");

        int enrolled =
                machine.labAgent(
                        config,
                        "enroll",
                        "--server",
                        labd.uri().toString(),
                        "--token-file",
                        token.toString());
        assertThat(machine.out()).startsWith("enrolled as lab://agent/metal/prod/web1 until ");
        int ran = machine.labAgent(config, "run", "--once");

        assertThat(enrolled).isZero();
        assertThat(ran).isZero();
        assertThat(report().outcome()).isEqualTo(RunOutcome.UNCHANGED);
        assertThat(report().facts().at("os.name")).contains("Debian");
    }

    @Test
    void a_run_sends_its_report_with_the_hash_of_its_catalog() throws Exception {
        enrolled();
        labd.answers(CATALOG, Answer.catalog(GOOD));

        int exit = machine.ends(ResourceOutcome.CHANGED).labAgent(config, "run", "--once");

        assertThat(exit).isZero();
        assertThat(report().outcome()).isEqualTo(RunOutcome.CHANGED);
        assertThat(report().catalog()).isEqualTo(Sha256.of(GOOD));
        assertThat(report().server().value()).isEqualTo("web1");
        assertThat(machine.out()).contains("Notice: Applied catalog (changed) in ");
        assertThat(labd.requests(CATALOG).getFirst().text()).doesNotContain("nextContact");
    }

    @Test
    void an_unchanged_catalog_is_not_sent_again() throws Exception {
        ranOnceWith(GOOD);
        labd.answers(CATALOG, Answer.of(304));

        machine.labAgent(config, "run", "--once");

        assertThat(labd.requests(CATALOG).getLast().text()).contains(Sha256.of(GOOD));
        assertThat(report().catalog()).isEqualTo(Sha256.of(GOOD));
    }

    @ParameterizedTest
    @CsvSource({
        "UNCHANGED, 0, 0",
        "CHANGED, 0, 2",
        "CORRECTED, 0, 2",
        "FAILED, 1, 4",
    })
    void the_exit_code_tells_how_the_run_went(ResourceOutcome outcome, int plain, int detailed)
            throws Exception {
        enrolled();
        labd.answers(CATALOG, Answer.catalog(GOOD));
        machine.ends(outcome);

        assertThat(machine.labAgent(config, "run", "--once")).isEqualTo(plain);
        assertThat(machine.labAgent(config, "run", "--once", "--detailed-exitcodes"))
                .isEqualTo(detailed);
    }

    @Test
    void a_noop_run_is_reported_as_one() throws Exception {
        enrolled();
        labd.answers(CATALOG, Answer.catalog(GOOD));

        int exit =
                machine.ends(ResourceOutcome.WOULD_CHANGE)
                        .labAgent(config, "run", "--once", "--noop", "--detailed-exitcodes");

        assertThat(exit).isZero();
        assertThat(report().outcome()).isEqualTo(RunOutcome.NOOP);
        assertThat(report().noop()).isTrue();
    }

    @Test
    void a_failed_compile_is_shown_and_the_cached_catalog_applied() throws Exception {
        ranOnceWith(GOOD);
        labd.answers(
                CATALOG,
                Answer.problem(422, "compile-failed", "1 fault", "web.yaml:3: unknown port"));

        int exit = machine.labAgent(config, "run", "--once");

        assertThat(exit).isEqualTo(1);
        assertThat(machine.out())
                .contains("Warning: catalog not compiled: web.yaml:3: unknown port");
        assertThat(machine.applied()).hasSize(2);
        assertThat(report().outcome()).isEqualTo(RunOutcome.COMPILE_FAILED);
        assertThat(report().logs()).contains("catalog not compiled: web.yaml:3: unknown port");
    }

    @ParameterizedTest
    @CsvSource({"another", "unknown-type", "cycle", "cut", "html", "no-hash"})
    void a_bad_catalog_is_refused_whole_and_the_good_one_stays(String kind) throws Exception {
        ranOnceWith(GOOD);
        labd.answers(CATALOG, bad(kind));

        int exit = machine.labAgent(config, "run", "--once");

        assertThat(exit).isEqualTo(1);
        assertThat(machine.out()).contains("Warning: catalog from labd is refused: catalog");
        assertThat(report().outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report().catalog()).isEqualTo(Sha256.of(GOOD));
        labd.forgets(CATALOG).answers(CATALOG, Answer.of(304));
        assertThat(machine.labAgent(config, "run", "--once")).isZero();
        assertThat(machine.applied()).hasSize(3);
    }

    @Test
    void while_labd_is_away_the_cached_catalog_is_applied_and_reports_wait() throws Exception {
        ranOnceWith(GOOD);
        away();

        assertThat(machine.labAgent(config, "run", "--once")).isZero();
        assertThat(machine.labAgent(config, "run", "--once")).isZero();

        assertThat(machine.out()).contains("Notice: applying the cached catalog");
        assertThat(machine.out()).contains("2 reports wait for labd");
        back(GOOD);
        machine.labAgent(config, "run", "--once");
        List<UUID> ids = reports().stream().map(Report::id).toList();
        assertThat(ids).hasSize(4).doesNotHaveDuplicates();
        assertThat(reports()).isSortedAccordingTo((a, b) -> a.startedAt().compareTo(b.startedAt()));
    }

    @Test
    void without_any_catalog_the_run_fails_and_says_why() throws Exception {
        enrolled();
        away();

        int exit = machine.labAgent(config, "run", "--once", "--detailed-exitcodes");

        assertThat(exit).isEqualTo(1);
        assertThat(machine.out())
                .contains("no catalog is cached, nothing can be applied")
                .contains("Error: Run ended without a catalog (failed)");
        assertThat(machine.applied()).isEmpty();
    }

    @Test
    void a_catalog_cached_for_another_identity_is_not_applied() throws Exception {
        ranOnceWith(GOOD);
        away();
        identities().install(authority.identity("lab://agent/metal/prod/web9", labd.uri()));

        machine.labAgent(config, "run", "--once");

        assertThat(machine.applied()).hasSize(1);
        assertThat(machine.out()).contains("cached catalog is not used: catalog is for " + AGENT);
    }

    @Test
    void an_application_that_breaks_is_a_failed_run_with_what_was_done() throws Exception {
        enrolled();
        labd.answers(CATALOG, Answer.catalog(GOOD));
        machine.applies(
                (_, _, _) -> {
                    throw new IllegalStateException("disk on fire");
                });

        assertThat(machine.labAgent(config, "run", "--once")).isEqualTo(1);

        assertThat(report().outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(report().logs().getLast()).contains("disk on fire");
    }

    @Test
    void a_run_that_is_told_to_stop_ends_and_reports() throws Exception {
        enrolled();
        labd.answers(CATALOG, Answer.catalog(GOOD));
        var never = new CountDownLatch(1);
        machine.applies(
                (_, _, _) -> {
                    machine.stop().signal();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of();
                });

        assertThat(machine.labAgent(config, "run", "--once")).isEqualTo(1);

        assertThat(machine.out()).contains("run was ended: lab-agent is stopping");
        assertThat(machine.out()).contains("1 reports wait for labd");
    }

    @Test
    void a_run_that_was_killed_is_reported_by_the_next_one() throws Exception {
        enrolled();
        labd.answers(CATALOG, Answer.catalog(GOOD));
        var id = UUID.randomUUID();
        Path begun = Files.createDirectories(folder.resolve("state/runs")).resolve("begun.json");
        Files.writeString(
                begun,
                "{\"id\":\"%s\",\"startedAt\":\"2026-05-04T10:00:00Z\",\"noop\":false}"
                        .formatted(id));

        machine.labAgent(config, "run", "--once");

        assertThat(reports()).hasSize(2);
        assertThat(reports().getFirst().id()).isEqualTo(id);
        assertThat(reports().getFirst().outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(reports().getFirst().startedAt())
                .isEqualTo(Instant.parse("2026-05-04T10:00:00Z"));
        assertThat(begun).doesNotExist();
    }

    @Test
    void the_daemon_tells_labd_when_it_will_be_heard_again_and_stops_when_told() throws Exception {
        enrolled();
        labd.answers(CATALOG, Answer.catalog(GOOD));
        labd.forgets(REPORTS)
                .answers(
                        REPORTS,
                        request -> {
                            machine.stop().signal();
                            return Answer.of(204);
                        });

        int exit = CompletableFuture.supplyAsync(() -> machine.labAgent(config, "run")).get();

        assertThat(exit).isZero();
        assertThat(labd.requests(CATALOG).getFirst().text()).contains("\"nextContact\":\"PT30M\"");
    }

    @Test
    void the_status_tells_all_of_it() throws Exception {
        ranOnceWith(GOOD);
        away();
        machine.labAgent(config, "run", "--once");

        assertThat(machine.labAgent(config, "status")).isZero();
        assertThat(machine.out())
                .contains("Version   1.2.3", "Agent     " + AGENT, "Identity  valid, until ")
                .contains("Last run  ", ", unchanged, 0 changed, 0 failed, ")
                .contains("Catalog   " + Sha256.of(GOOD), "Spooled   1 reports")
                .contains("Next run  no daemon is running", "Error     no catalog from labd: ");
        machine.labAgent(config, "status", "-o", "json");
        var json = JSON.readTree(machine.out());
        assertThat(json.at("/lastRun/outcome").asString()).isEqualTo("unchanged");
        assertThat(json.at("/spooled").asInt()).isEqualTo(1);
        assertThat(json.at("/contact/at").asString()).isNotEmpty();
    }

    @Test
    void a_machine_without_anything_has_a_status_too() {
        assertThat(machine.labAgent(config, "status")).isZero();

        assertThat(machine.out())
                .contains("Agent     not enrolled", "Identity  none", "Last run  never");
    }

    @Test
    void facts_are_shown_whole_or_in_part() {
        machine.labAgent(config, "facts");
        assertThat(machine.out()).isEqualTo("kernel: Linux\nos:\n  name: Debian\n");
        machine.labAgent(config, "facts", "os.name");
        assertThat(machine.out()).isEqualTo("Debian\n");
        machine.labAgent(config, "facts", "-o", "json", "os.name");
        assertThat(machine.out()).isEqualTo("\"Debian\"\n");

        assertThat(machine.labAgent(config, "facts", "os.nam")).isEqualTo(1);
        assertThat(machine.err())
                .isEqualTo("lab-agent: no fact 'os.nam', did you mean 'os.name'?\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"facts", "facts os.name", "status", "--help", "--version"})
    void output_that_cannot_be_written_is_told_and_exits_1(String arguments) {
        var full =
                new StandardOutput(
                        new OutputStream() {
                            @Override
                            public void write(int one) throws IOException {
                                throw new IOException("No space left on device");
                            }
                        },
                        () -> false);

        int exit = machine.labAgent(full, config, arguments.split(" ", -1));

        assertThat(exit).isEqualTo(1);
        assertThat(machine.err())
                .isEqualTo("lab-agent: the output could not be written: no space left on device\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run --onec|unknown option '--onec', did you mean '--once'? (see 'lab-agent run"
                        + " --help')",
                "run --detailed-exitcodes|--detailed-exitcodes needs --once (see 'lab-agent run"
                        + " --help')",
                "enroll|missing required option: '--server=URL' (see 'lab-agent enroll --help')",
                "fcats|unknown command 'fcats', did you mean 'facts'? (see 'lab-agent --help')",
                "status x|'x' is one word too many (see 'lab-agent status --help')",
                "facts -o jsn|invalid value for option '--output': unknown format 'jsn', did you"
                        + " mean 'json'? (one of yaml, json) (see 'lab-agent facts --help')",
                "status -o tex|invalid value for option '--output': unknown format 'tex', did you"
                        + " mean 'text'? (one of text, json) (see 'lab-agent status --help')",
            })
    void wrong_use_is_one_sentence(String arguments, String sentence) {
        assertThat(machine.labAgent(config, arguments.split(" ", -1))).isEqualTo(2);

        assertThat(machine.err().lines()).hasSize(1);
        assertThat(machine.err()).startsWith("lab-agent: ").contains(sentence);
    }

    @Test
    void the_version_is_printed() {
        assertThat(machine.labAgent(config, "--version")).isZero();

        assertThat(machine.out()).isEqualTo("lab-agent 1.2.3\n");
    }

    private void enrolled() throws Exception {
        identities().install(authority.identity(AGENT, labd.uri()));
    }

    private void ranOnceWith(byte[] catalog) throws Exception {
        enrolled();
        labd.answers(CATALOG, Answer.catalog(catalog));
        machine.labAgent(config, "run", "--once");
        labd.forgets(CATALOG);
    }

    private void away() {
        labd.forgets(CATALOG).answers(CATALOG, Answer.of(500));
        labd.forgets(REPORTS).answers(REPORTS, Answer.of(500));
    }

    private void back(byte[] catalog) {
        labd.forgets(CATALOG).answers(CATALOG, Answer.catalog(catalog));
        labd.forgets(REPORTS).answers(REPORTS, Answer.of(204));
    }

    private static Answer bad(String kind) {
        String text = new String(NEWER, StandardCharsets.UTF_8);
        return switch (kind) {
            case "another" ->
                    Answer.catalog(TestCatalogs.bytes("lab://agent/metal/prod/web2", "b"));
            case "unknown-type" -> catalog(text.replace("\"symlink\"", "\"hologram\""));
            case "cycle" ->
                    catalog(text.replace("\"after\":[]", "\"after\":[\"symlink[/etc/link]\"]"));
            case "cut" -> Answer.catalog(NEWER).with("ETag", "\"" + Sha256.of(GOOD) + "\"");
            case "html" -> catalog("<html>");
            default -> Answer.json(200, "no hash");
        };
    }

    private static Answer catalog(String text) {
        return Answer.catalog(text.getBytes(StandardCharsets.UTF_8));
    }

    private List<Report> reports() {
        return labd.requests(REPORTS).stream()
                .map(each -> JSON.readValue(each.body(), Report.class))
                .collect(
                        Collectors.toMap(Report::id, each -> each, (a, _) -> a, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }

    private Report report() {
        return reports().getLast();
    }

    private IdentityStore identities() {
        return new IdentityStore(folder.resolve("state/identity"));
    }

    private String token() throws Exception {
        return "lab1.abcdefghi9.%s.%s".formatted("A".repeat(43), authority.pin());
    }

    private Answer issue(FakeLabd.Request request) {
        try {
            var asked = JSON.readValue(request.body(), EnrollRequest.class);
            var agent = AgentId.parse("lab://agent/metal/prod/" + asked.name());
            return Answer.json(
                    201,
                    new EnrollResponse(
                            agent.toString(),
                            authority.chainPem(agent, asked.csr()),
                            authority.rootsPem()));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
