package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.present.Looked;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkItem;
import io.labctl.catalog.work.WorkRequest;
import io.labctl.catalog.work.WorkResult;
import io.labctl.catalog.work.WorkView;
import io.labctl.master.work.AskForWork;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Work goes from a person to the agent that waits for it, and its end back. */
@Tag("database")
class WorkIT {
    /** One request at a time, and nobody may be silent for longer than three seconds. */
    @RegisterExtension
    static final RunningLabd labd =
            new RunningLabd(
                    HttpLimits.USUAL
                            .withRequests(1)
                            .withBodies(8 << 20, Duration.ofSeconds(2))
                            .withSlowest(Duration.ofSeconds(3)));

    private static final String NEXT = "/agent/v1/work?wait=20s";
    private static final Action ROOT = new Action.ShowResources("group", "root");
    private static final WorkEnd SHOWN =
            new WorkEnd.Done(
                    new Looked.Found(
                            List.of(
                                    new GroupResource(
                                            "root", Presence.PRESENT, 0L, false, List.of(), false)),
                            List.of()));

    private static LabdClient agent;
    private static LabdClient other;

    @BeforeAll
    static void agentsJoin() {
        agent = labd.agent("web01");
        other = labd.agent("web02");
    }

    @Test
    void an_agent_that_waits_gets_work_at_once_and_its_word_goes_to_who_asked() {
        CompletableFuture<WorkItem> poll = parked(agent);

        CompletableFuture<LabdClient.Answer> asked = ask("web01", ROOT, Duration.ofSeconds(20));
        WorkItem item = poll.join();
        LabdClient.Answer told = tell(agent, item.id(), SHOWN);

        assertThat(item.action()).isEqualTo(ROOT);
        assertThat(item.within()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
        assertThat(told.status()).isEqualTo(204);
        WorkView view = asked.join().as(WorkView.class);
        assertThat(view.end()).isEqualTo(SHOWN);
        assertThat(view.server()).isEqualTo(new ServerName("web01"));
        assertThat(view.action()).isEqualTo(ROOT);
    }

    @Test
    void work_that_was_asked_before_the_agent_came_waits_for_it() {
        CompletableFuture<LabdClient.Answer> asked = ask("web01", ROOT, Duration.ofSeconds(20));

        WorkItem item = parked(agent).join();
        tell(agent, item.id(), new WorkEnd.Failed("no room"));

        assertThat(end(asked)).isEqualTo(new WorkEnd.Failed("no room"));
    }

    @Test
    void waiting_takes_no_place_among_requests_and_ends_without_work_on_an_open_connection()
            throws IOException {
        try (var raw = new RawConnection(agent, labd.port())) {
            for (int time = 1; time <= 2; time++) {
                raw.asks("GET /agent/v1/work?wait=4500ms HTTP/1.1", "Host: x");

                assertThat(until(200, () -> labd.anyone().get("/ca.pem"))).isNotNull();
                assertThat(raw.hearsLine()).isEqualTo("HTTP/1.1 204 No Content");
                raw.hearsHeaders();
            }
        }
    }

    @Test
    void the_same_word_may_be_said_again_and_changes_nothing() {
        CompletableFuture<LabdClient.Answer> asked = ask("web01", ROOT, Duration.ofSeconds(20));
        WorkItem item = parked(agent).join();
        tell(agent, item.id(), SHOWN);

        assertThat(tell(agent, item.id(), new WorkEnd.Failed("later")).status()).isEqualTo(204);
        assertThat(end(asked)).isEqualTo(SHOWN);
    }

    @Test
    void another_agents_certificate_gets_nothing_and_may_say_nothing() {
        CompletableFuture<LabdClient.Answer> asked = ask("web01", ROOT, Duration.ofSeconds(20));
        CompletableFuture<LabdClient.Answer> others = get(other, "/agent/v1/work?wait=2s");
        WorkItem item = parked(agent).join();

        LabdClient.Answer forged = tell(other, item.id(), new WorkEnd.Failed("forged"));

        assertThat(others.join().status()).isEqualTo(204);
        assertThat(forged.status()).isEqualTo(404);
        assertThat(forged.problem().detail())
                .isEqualTo("lab://agent/baremetal/lab/web02 was given no work " + item.id());
        tell(agent, item.id(), SHOWN);
        assertThat(end(asked)).isEqualTo(SHOWN);
    }

    @Test
    void work_that_no_agent_comes_for_expires_and_is_given_to_nobody() {
        CompletableFuture<LabdClient.Answer> asked = ask("web01", ROOT, Duration.ofSeconds(1));

        assertThat(end(asked)).isEqualTo(new WorkEnd.Expired());
        assertThat(get(agent, "/agent/v1/work?wait=1500ms").join().status()).isEqualTo(204);
    }

    @Test
    void an_agent_that_takes_work_and_says_nothing_in_time_is_lost_and_too_late_then() {
        CompletableFuture<LabdClient.Answer> asked = ask("web01", ROOT, Duration.ofSeconds(2));
        WorkItem item = parked(agent).join();

        assertThat(end(asked)).isEqualTo(new WorkEnd.AgentLost(null));
        assertThat(tell(agent, item.id(), SHOWN).status()).isEqualTo(204);
    }

    @Test
    void a_connection_that_died_while_it_waited_gets_no_work() throws IOException {
        try (var raw = new RawConnection(agent, labd.port())) {
            raw.asks("GET " + NEXT + " HTTP/1.1", "Host: x");
            assertThat(until(200, () -> labd.anyone().get("/ca.pem"))).isNotNull();
            assertThat(raw.hearsLineWithin(Duration.ofMillis(200))).isEmpty();
        }
        assertThat(until(200, () -> labd.anyone().get("/ca.pem"))).isNotNull();

        CompletableFuture<LabdClient.Answer> asked = ask("web01", ROOT, Duration.ofSeconds(2));

        assertThat(end(asked)).isEqualTo(new WorkEnd.Expired());
    }

    /** Whoever speaks before the answer is there is cut off, so labd listens to it. */
    @Test
    void a_person_that_waits_is_listened_to_after_the_request_s_body() throws IOException {
        String body =
                WireJson.mapper().writeValueAsString(new WorkRequest(ROOT, Duration.ofSeconds(30)));
        assertThat(until(200, () -> labd.anyone().get("/ca.pem"))).isNotNull();
        try (var raw = new RawConnection(labd.admin(), labd.port())) {
            raw.asks(
                    "POST /api/v1/servers/web02/work HTTP/1.1",
                    "Host: x",
                    "Content-Type: application/json",
                    "Content-Length: " + body.length());
            raw.says(body);
            assertThat(raw.hearsLineWithin(Duration.ofMillis(500))).isEmpty();

            assertThat(raw.says("x").hears()).isEmpty();
        }
        tell(other, parked(other).join().id(), new WorkEnd.Failed("nobody waits for it"));
    }

    @Test
    void work_is_not_handed_out_to_a_head() throws IOException {
        assertThat(until(200, () -> labd.anyone().get("/ca.pem"))).isNotNull();
        try (var raw = new RawConnection(other, labd.port())) {
            raw.asks("HEAD " + NEXT + " HTTP/1.1", "Host: x");

            assertThat(raw.hearsLine()).isEqualTo("HTTP/1.1 405 Method Not Allowed");
        }
    }

    @Test
    void a_second_machine_with_the_same_identity_is_told_of() {
        CompletableFuture<LabdClient.Answer> first = get(agent, NEXT);
        LabdClient.Answer second = get(agent, "/agent/v1/work?wait=1s").join();

        LabdClient.Answer replaced = first.join();
        assertThat(List.of(replaced.status(), second.status())).containsExactlyInAnyOrder(409, 204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "50", "-1s", "2m", "1h", "%00"})
    void nobody_waits_for_anything_but_a_short_span(String wait) {
        LabdClient.Answer answer = until(400, () -> agent.get("/agent/v1/work?wait=" + wait));

        assertThat(answer.problem().field()).isEqualTo("wait");
    }

    @Test
    void an_agent_cannot_say_what_labd_says() {
        LabdClient.Answer answer = tell(agent, new UUID(0, 1), new WorkEnd.Expired());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().detail())
                .isEqualTo("an agent cannot say that work is 'expired'");
    }

    @Test
    void agents_ask_nothing_of_each_other_and_people_take_no_work() {
        LabdClient.Answer asked =
                unlessBusy(
                        () ->
                                agent.post(
                                        "/api/v1/servers/web02/work",
                                        new WorkRequest(ROOT, Duration.ofSeconds(5))));
        LabdClient.Answer taken = unlessBusy(() -> labd.admin().get(NEXT));

        assertThat(asked.status()).isEqualTo(403);
        assertThat(taken.status()).isEqualTo(403);
    }

    @Test
    void a_server_that_is_not_there_is_asked_nothing() {
        LabdClient.Answer answer = ask("nobody", ROOT, Duration.ofSeconds(5)).join();

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem().detail()).isEqualTo("no server with the name 'nobody'");
    }

    @Test
    void asking_is_logged_with_who_and_what() {
        try (var log = LoggedLines.of(AskForWork.class)) {
            ask("web02", ROOT, Duration.ofSeconds(1)).join();

            assertThat(log.all())
                    .singleElement()
                    .asString()
                    .startsWith("INFO work asked caller=\"admin\" server=\"web02\" work=\"")
                    .endsWith("\" what=\"resource group\"");
        }
    }

    private static CompletableFuture<LabdClient.Answer> ask(
            String server, Action action, Duration within) {
        return CompletableFuture.supplyAsync(
                () ->
                        unlessBusy(
                                () ->
                                        labd.admin()
                                                .post(
                                                        "/api/v1/servers/%s/work".formatted(server),
                                                        new WorkRequest(action, within))),
                Thread::startVirtualThread);
    }

    private static WorkEnd end(CompletableFuture<LabdClient.Answer> asked) {
        return asked.join().as(WorkView.class).end();
    }

    /** The work that this agent gets. */
    private static CompletableFuture<WorkItem> parked(LabdClient agent) {
        return get(agent, NEXT).thenApply(answer -> answer.as(WorkItem.class));
    }

    private static CompletableFuture<LabdClient.Answer> get(LabdClient agent, String path) {
        return CompletableFuture.supplyAsync(
                () -> unlessBusy(() -> agent.get(path)), Thread::startVirtualThread);
    }

    private static LabdClient.Answer tell(LabdClient agent, UUID id, WorkEnd end) {
        return unlessBusy(
                () -> agent.put("/agent/v1/work/%s/result".formatted(id), new WorkResult(end)));
    }

    private static LabdClient.Answer unlessBusy(Callable<LabdClient.Answer> request) {
        return await().atMost(Duration.ofSeconds(30))
                .until(request, answer -> answer.status() != 503);
    }

    private static LabdClient.Answer until(int status, Callable<LabdClient.Answer> request) {
        return await().until(request, answer -> answer.status() == status);
    }
}
