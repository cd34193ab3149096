package io.labctl.agent;

import static io.labctl.agent.OneAgent.CATALOG;
import static io.labctl.agent.OneAgent.GOOD;
import static io.labctl.agent.OneAgent.WORK;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.agent.labd.FakeLabd.Request;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.present.Looked;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.Vitals;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkItem;
import io.labctl.catalog.work.WorkResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A daemon that is asked for something by its labd. */
@Timeout(60)
class ChannelIT {
    private static final UUID ID = new UUID(0, 7);
    private static final String RESULT = WORK + "/" + ID + "/result";

    @RegisterExtension static final OneAgent agent = new OneAgent();

    @BeforeEach
    void enrolled() throws Exception {
        agent.enrolled();
        agent.labd().forgets(WORK).answers(CATALOG, Answer.catalog(GOOD));
        agent.labd().answers(RESULT, Answer.of(204));
    }

    @AfterEach
    void no_daemon_is_left() {
        agent.stop().signal();
    }

    @Test
    void what_is_asked_is_looked_for_and_told() throws Exception {
        agent.labd().answers(WORK, Answer.of(204), work(new Action.ShowResources("group", "root")));

        String told = saidWith(Answer.of(204)).getLast().text();

        assertThat(told)
                .startsWith(
                        "{\"end\":{\"state\":\"done\",\"result\":{\"found\":\"some\",\"resources\":[{\"type\":\"group\",\"name\":\"root\",");
    }

    @Test
    void what_is_not_there_is_told_in_the_same_words_as_on_the_machine() throws Exception {
        agent.labAgent("resource", "group", "rot");
        String here = agent.err();
        agent.labd().answers(WORK, Answer.of(204), work(new Action.ShowResources("group", "rot")));

        WorkEnd end = end(saidWith(Answer.of(204)));

        assertThat(end)
                .isEqualTo(
                        new WorkEnd.Done(
                                new Looked.NotThere(here.strip().replace("lab-agent: ", ""))));
    }

    @Test
    void work_of_a_later_labd_is_refused_with_the_agents_version() throws Exception {
        agent.labd()
                .answers(
                        WORK,
                        Answer.of(204),
                        Answer.json(
                                200,
                                Map.of(
                                        "id",
                                        ID,
                                        "action",
                                        Map.of("kind", "dance"),
                                        "within",
                                        "PT20S")));

        assertThat(end(saidWith(Answer.of(204))))
                .isInstanceOfSatisfying(
                        WorkEnd.Refused.class,
                        refused ->
                                assertThat(refused.reason())
                                        .startsWith(
                                                "lab-agent 1.2.3 does not know what is asked of it: work has the unknown type 'dance' at 'action'"));
    }

    @Test
    void a_word_that_labd_could_not_take_is_said_again() throws Exception {
        agent.labd()
                .answers(WORK, Answer.of(204), work(new Action.ShowResources("group", "root")))
                .forgets(RESULT);

        List<Request> said = saidWith(Answer.of(503), Answer.of(204));

        assertThat(said).hasSize(2);
        assertThat(said.getFirst().text()).isEqualTo(said.getLast().text());
    }

    @Test
    void status_says_how_the_channel_stands_and_labds_wish_is_obeyed() throws Exception {
        agent.labd()
                .answers(WORK, Answer.of(503).with("Retry-After", "5"), Answer.of(204))
                .hangs(WORK);
        Path noted = agent.folder().resolve("state/runs/channel.json");
        var daemon = daemon();

        await().until(() -> Files.exists(noted));
        assertThat(status())
                .containsPattern("Channel   not open since .*: labd answered with status 503");
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(status()).contains("Channel   open since 20"));

        ends(daemon);
        assertThat(noted).doesNotExist();
        assertThat(agent.labd().requests(WORK)).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void how_the_machine_is_doing_rides_along() throws Exception {
        agent.labd().answers(WORK, Answer.of(204)).hangs(WORK);
        var daemon = daemon();
        await().until(() -> agent.labd().requests(WORK).size() >= 2);
        ends(daemon);

        Vitals vitals = vitals(agent.labd().requests(WORK).getFirst());

        assertThat(vitals.load()).isNotNegative();
        var memory = requireNonNull(vitals.memory());
        assertThat(memory.available()).isBetween(1L, memory.total());
        var disk = requireNonNull(vitals.disk());
        assertThat(disk.available()).isLessThan(disk.total());
    }

    @Test
    void a_command_is_run_while_the_daemon_asks_on_and_its_end_told() throws Exception {
        Path go = agent.folder().resolve("go");
        var command = sh("while ! test -e %s; do sleep 0.02; done; exit 3".formatted(go));
        agent.labd()
                .answers(WORK, Answer.of(204), work(new Action.Session(command, true, null)))
                .answers(WORK + "/" + ID + "/receipt", Answer.of(204))
                .answers(RESULT, Answer.of(204))
                .hangs(WORK);
        var daemon = daemon();
        await().until(() -> agent.labd().requests(WORK).size() >= 3);

        Files.createFile(go);

        await().until(() -> !agent.labd().requests(RESULT).isEmpty());
        ends(daemon);
        assertThat(end(agent.labd().requests(RESULT))).isEqualTo(new WorkEnd.Exited(3));
        assertThat(vitals(agent.labd().requests(WORK).getFirst()).sessions()).isNull();
    }

    @Test
    void a_run_that_waits_for_its_catalog_ends_as_soon_as_it_is_to() throws Exception {
        var kill = new UUID(0, 8);
        var own = new CountDownLatch(1);
        CountDownLatch asked =
                agent.labd()
                        .forgets(CATALOG)
                        .answers(CATALOG, _ -> after(own::countDown, Answer.catalog(GOOD)))
                        .hangs(CATALOG);
        agent.labd()
                .answers(WORK, Answer.of(204))
                .answers(WORK, _ -> after(() -> awaitOpen(own), work(run(new DnsLabel("motd")))))
                .answers(WORK, _ -> after(() -> awaitOpen(asked), work(kill, new Action.Kill(ID))))
                .answers(WORK + "/" + ID + "/receipt", Answer.of(204))
                .answers(WORK + "/" + kill + "/result", Answer.of(204))
                .hangs(WORK);
        var daemon = daemon();
        awaitOpen(asked);
        Path begun = agent.folder().resolve("state/runs/begun.json");
        assertThat(begun).exists();

        await().atMost(Duration.ofSeconds(20)).until(() -> Files.notExists(begun));

        await().until(() -> !agent.labd().requests(RESULT).isEmpty());
        ends(daemon);
        assertThat(end(agent.labd().requests(RESULT))).isEqualTo(new WorkEnd.Killed("by request"));
    }

    @Test
    void a_daemon_that_is_to_change_nothing_changes_nothing_for_people_either() throws Exception {
        agent.labd()
                .answers(WORK, Answer.of(204), work(run(new DnsLabel("motd"))))
                .answers(WORK + "/" + ID + "/receipt", Answer.of(204))
                .hangs(WORK);
        var daemon =
                CompletableFuture.supplyAsync(
                        () -> agent.labAgent("run", "--noop"), Thread::startVirtualThread);

        await().atMost(Duration.ofSeconds(30)).until(() -> agent.reports().size() == 2);

        ends(daemon);
        assertThat(agent.reports())
                .filteredOn(report -> "motd".equals(report.module()))
                .singleElement()
                .satisfies(report -> assertThat(report.noop()).isTrue());
    }

    private static Action.Session run(DnsLabel module) {
        return new Action.Session(new RunRequest(false, List.of(), module, false), false, null);
    }

    private static Answer after(Runnable first, Answer answer) {
        first.run();
        return answer;
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SessionCommand sh(String script) {
        return new SessionCommand(
                List.of("sh", "-c", script), false, null, null, "/", new TreeMap<>(), null);
    }

    @Test
    void labd_is_told_when_the_daemon_stops() throws Exception {
        agent.labd().answers(WORK, Answer.of(204)).hangs(WORK);
        var daemon = daemon();
        await().until(() -> agent.labd().requests(WORK).size() >= 2);

        ends(daemon);

        assertThat(agent.labd().requests(WORK).getLast().method()).isEqualTo("DELETE");
    }

    @Test
    void the_last_word_comes_after_those_of_the_commands() throws Exception {
        String receipt = WORK + "/" + ID + "/receipt";
        Path started = agent.folder().resolve("started");
        agent.labd()
                .answers(
                        WORK,
                        Answer.of(204),
                        work(
                                new Action.Session(
                                        sh(
                                                "trap 'sleep 0.5; exit' TERM; touch %s; sleep 1000 & wait"
                                                        .formatted(started)),
                                        true,
                                        null)))
                .answers(receipt, Answer.of(204))
                .hangs(WORK);
        var daemon = daemon();
        await().until(() -> Files.exists(started));

        ends(daemon);

        assertThat(agent.labd().requests().stream().map(Request::path)).endsWith(RESULT, WORK);
        assertThat(end(agent.labd().requests(RESULT)))
                .isEqualTo(new WorkEnd.Killed("the agent was stopped"));
        assertThat(agent.labd().requests(WORK).getLast().method()).isEqualTo("DELETE");
    }

    @Test
    void labd_is_not_told_where_it_never_knew() throws Exception {
        agent.labd().answers(WORK, Answer.of(503));
        var daemon = daemon();
        await().until(() -> !agent.labd().requests(WORK).isEmpty());

        ends(daemon);

        assertThat(agent.labd().requests(WORK)).noneMatch(each -> each.method().equals("DELETE"));
    }

    private static Vitals vitals(Request asked) {
        String said = asked.headers().getFirst(Vitals.HEADER);
        return WireJson.mapper().readValue(said, Vitals.class);
    }

    private List<Request> saidWith(Answer... answers) throws Exception {
        agent.labd().hangs(WORK);
        agent.labd().answers(RESULT, answers);
        var daemon = daemon();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> agent.labd().requests(RESULT).size() >= answers.length);
        ends(daemon);
        return agent.labd().requests(RESULT);
    }

    private static WorkEnd end(List<Request> said) {
        return WireJson.mapper().readValue(said.getLast().body(), WorkResult.class).end();
    }

    private static CompletableFuture<Integer> daemon() {
        return CompletableFuture.supplyAsync(
                () -> agent.labAgent("run"), Thread::startVirtualThread);
    }

    private static void ends(CompletableFuture<Integer> daemon) {
        agent.stop().signal();
        assertThat(daemon.join()).isZero();
    }

    private static String status() {
        agent.labAgent("status");
        return agent.out();
    }

    private static Answer work(Action action) {
        return work(ID, action);
    }

    private static Answer work(UUID id, Action action) {
        return Answer.json(200, new WorkItem(id, action, Duration.ofSeconds(20)));
    }
}
