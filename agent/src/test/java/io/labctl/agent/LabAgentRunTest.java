package io.labctl.agent;

import static io.labctl.agent.OneAgent.AGENT;
import static io.labctl.agent.OneAgent.CATALOG;
import static io.labctl.agent.OneAgent.GOOD;
import static io.labctl.agent.OneAgent.REPORTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.cache.TestCatalogs;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.wire.Sha256;
import io.labctl.catalog.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs with a labd that answers. */
@Timeout(60)
class LabAgentRunTest {
    private static final byte[] NEWER = TestCatalogs.bytes(AGENT, "b");

    @RegisterExtension static final OneAgent agent = new OneAgent();

    @Test
    void a_run_sends_its_report_with_the_hash_of_its_catalog() throws Exception {
        agent.enrolled();
        agent.labd().answers(CATALOG, Answer.catalog(GOOD));

        int exit = agent.ends(ResourceOutcome.CHANGED).labAgent("run", "--once");

        assertThat(exit).isZero();
        assertThat(agent.report().outcome()).isEqualTo(RunOutcome.CHANGED);
        assertThat(agent.report().catalog()).isEqualTo(Sha256.of(GOOD));
        assertThat(agent.report().server().value()).isEqualTo("web1");
        assertThat(agent.out()).contains("Notice: Applied catalog (changed) in ");
        assertThat(agent.labd().requests(CATALOG).getFirst().text()).doesNotContain("nextContact");
    }

    @Test
    void an_unchanged_catalog_is_not_sent_again() throws Exception {
        agent.ranOnceWith(GOOD);
        agent.labd().answers(CATALOG, Answer.of(304));

        agent.labAgent("run", "--once");

        assertThat(agent.labd().requests(CATALOG).getLast().text()).contains(Sha256.of(GOOD));
        assertThat(agent.report().catalog()).isEqualTo(Sha256.of(GOOD));
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
        agent.enrolled();
        agent.labd().answers(CATALOG, Answer.catalog(GOOD));
        agent.ends(outcome);

        assertThat(agent.labAgent("run", "--once")).isEqualTo(plain);
        assertThat(agent.labAgent("run", "--once", "--detailed-exitcodes")).isEqualTo(detailed);
    }

    @Test
    void a_noop_run_is_reported_as_one() throws Exception {
        agent.enrolled();
        agent.labd().answers(CATALOG, Answer.catalog(GOOD));

        int exit =
                agent.ends(ResourceOutcome.WOULD_CHANGE)
                        .labAgent("run", "--once", "--noop", "--detailed-exitcodes");

        assertThat(exit).isZero();
        assertThat(agent.report().outcome()).isEqualTo(RunOutcome.NOOP);
        assertThat(agent.report().noop()).isTrue();
        agent.labAgent("status");
        assertThat(agent.out()).contains(", noop, 0 changed, 0 failed, 1 would change, ");
        agent.labAgent("status", "-o", "json");
        assertThat(WireJson.mapper().readTree(agent.out()).at("/lastRun/wouldChange").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_failed_compile_is_shown_and_the_cached_catalog_applied() throws Exception {
        agent.ranOnceWith(GOOD);
        agent.labd()
                .answers(
                        CATALOG,
                        Answer.problem(
                                422, "compile-failed", "1 fault", "web.yaml:3: unknown port"));

        int exit = agent.labAgent("run", "--once");

        assertThat(exit).isEqualTo(1);
        assertThat(agent.out()).contains("Warning: catalog not compiled: web.yaml:3: unknown port");
        assertThat(agent.applied()).hasSize(2);
        assertThat(agent.report().outcome()).isEqualTo(RunOutcome.COMPILE_FAILED);
        assertThat(agent.report().logs())
                .contains(RunNote.warning("catalog not compiled: web.yaml:3: unknown port"));
    }

    @ParameterizedTest
    @CsvSource({"another", "unknown-type", "cycle", "cut", "html", "no-hash"})
    void a_bad_catalog_is_refused_whole_and_the_good_one_stays(String kind) throws Exception {
        agent.ranOnceWith(GOOD);
        agent.labd().answers(CATALOG, bad(kind));

        int exit = agent.labAgent("run", "--once");

        assertThat(exit).isEqualTo(1);
        assertThat(agent.out()).contains("Warning: catalog from labd is refused: catalog");
        assertThat(agent.report().outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(agent.report().catalog()).isEqualTo(Sha256.of(GOOD));
        agent.labd().forgets(CATALOG).answers(CATALOG, Answer.of(304));
        assertThat(agent.labAgent("run", "--once")).isZero();
        assertThat(agent.applied()).hasSize(3);
    }

    @Test
    void an_application_that_breaks_is_a_failed_run_with_what_was_done() throws Exception {
        agent.enrolled();
        agent.labd().answers(CATALOG, Answer.catalog(GOOD));
        agent.applies(
                (_, _, _) -> {
                    throw new IllegalStateException("disk on fire");
                });

        assertThat(agent.labAgent("run", "--once")).isEqualTo(1);

        assertThat(agent.report().outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(agent.report().logs().getLast().message()).contains("disk on fire");
    }

    @Test
    void the_owner_s_facts_go_to_labd_and_what_is_wrong_with_them_is_reported() throws Exception {
        Path folder = agent.folder().resolve("facts.d");
        Files.writeString(folder.resolve("rack.yaml"), "rack: {row: 7}\n");
        Files.writeString(folder.resolve("ups.sh"), "#!/bin/sh\n");
        agent.enrolled();
        agent.labd().answers(CATALOG, Answer.catalog(GOOD));

        assertThat(agent.labAgent("run", "--once")).isZero();

        assertThat(agent.report().facts().at("rack.row")).contains(7);
        assertThat(agent.report().logs())
                .contains(
                        RunNote.warning(
                                "facts of %s are missing: it is not executable (chmod +x)"
                                        .formatted(folder.resolve("ups.sh"))));
    }

    @Test
    void a_run_that_is_told_to_stop_ends_and_reports() throws Exception {
        agent.enrolled();
        agent.labd().answers(CATALOG, Answer.catalog(GOOD));
        var never = new CountDownLatch(1);
        agent.applies(
                (_, _, _) -> {
                    agent.stop().signal();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of();
                });

        assertThat(agent.labAgent("run", "--once")).isEqualTo(1);

        assertThat(agent.out())
                .contains("run was interrupted: lab-agent is stopping")
                .contains("Error: Applied catalog (interrupted)");
        assertThat(agent.out()).contains("1 report waits for labd");
    }

    @Test
    void a_run_that_is_told_to_stop_while_labd_is_asked_applies_nothing() throws Exception {
        agent.ranOnceWith(GOOD);
        agent.labAgent("status", "-o", "json");
        String before = agent.out();
        agent.labd()
                .answers(
                        CATALOG,
                        _ -> {
                            agent.stop().signal();
                            return Answer.catalog(NEWER);
                        });

        int exit = agent.labAgent("run", "--once");

        assertThat(exit).isEqualTo(1);
        assertThat(agent.err())
                .isEqualTo("lab-agent: stopped before there was a catalog; nothing was applied\n");
        assertThat(agent.out()).isEmpty();
        assertThat(agent.applied()).hasSize(1);
        assertThat(agent.folder().resolve("state/runs/begun.json")).doesNotExist();
        agent.labAgent("status", "-o", "json");
        assertThat(agent.out()).isEqualTo(before);
    }

    @Test
    void a_run_that_was_killed_is_reported_by_the_next_one() throws Exception {
        agent.enrolled();
        agent.labd().answers(CATALOG, Answer.catalog(GOOD));
        var id = UUID.randomUUID();
        Path begun =
                Files.createDirectories(agent.folder().resolve("state/runs")).resolve("begun.json");
        Files.writeString(
                begun,
                "{\"id\":\"%s\",\"startedAt\":\"2026-05-04T10:00:00Z\",\"noop\":false}"
                        .formatted(id));

        agent.labAgent("run", "--once");

        assertThat(agent.out())
                .contains(
                        "no report of run %s before this one was kept: the run was killed, or found no room"
                                .formatted(id));
        assertThat(agent.reports()).hasSize(2);
        assertThat(agent.reports().getFirst().id()).isEqualTo(id);
        assertThat(agent.reports().getFirst().outcome()).isEqualTo(RunOutcome.INTERRUPTED);
        assertThat(agent.reports().getFirst().startedAt())
                .isEqualTo(Instant.parse("2026-05-04T10:00:00Z"));
        assertThat(begun).doesNotExist();
    }

    @Test
    void the_daemon_tells_labd_when_it_will_be_heard_again_and_stops_when_told() throws Exception {
        agent.enrolled();
        agent.labd().answers(CATALOG, Answer.catalog(GOOD));
        agent.labd()
                .forgets(REPORTS)
                .answers(
                        REPORTS,
                        request -> {
                            agent.stop().signal();
                            return Answer.of(204);
                        });

        int exit = CompletableFuture.supplyAsync(() -> agent.labAgent("run")).get();

        assertThat(exit).isZero();
        assertThat(agent.labd().requests(CATALOG).getFirst().text())
                .contains("\"nextContact\":\"PT30M\"");
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
}
