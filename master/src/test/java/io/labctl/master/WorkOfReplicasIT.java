package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkItem;
import io.labctl.catalog.work.WorkRequest;
import io.labctl.catalog.work.WorkResult;
import io.labctl.catalog.work.WorkView;
import io.labctl.master.database.EmptyDatabase;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Work at two labds over one database, each a process of its own. */
@Tag("database")
class WorkOfReplicasIT {
    private static final Duration PROMISED = Duration.ofSeconds(10);
    private static final int PIECES = 10;

    @RegisterExtension final EmptyDatabase shared = new EmptyDatabase();

    @TempDir private Path folder;

    private LabdProcess one;
    private LabdProcess other;
    private Identity agent;

    @BeforeEach
    void two_labds_and_an_agent() throws Exception {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        var environment = Map.of("LABD_CA_KEY", Base64.getEncoder().encodeToString(key));
        one = LabdProcess.on(shared.config(), folder.resolve("one"), folder, environment).ready();
        other =
                LabdProcess.on(shared.config(), folder.resolve("other"), folder, environment)
                        .ready();
        agent = new Enrolment(one.admin(), one.admin()).identity("web01");
    }

    @AfterEach
    void are_gone() {
        one.close();
        other.close();
    }

    @Test
    void work_asked_at_one_reaches_the_agent_at_the_other_and_its_word_comes_back()
            throws Exception {
        LabdClient there = other.client(agent);
        CompletableFuture<WorkItem> poll = poll(there);

        CompletableFuture<WorkView> asked = ask(one.admin());
        tell(there, poll.join().id());

        assertThat(asked.join().end()).isEqualTo(new WorkEnd.Failed("told"));
    }

    @Test
    void an_agent_that_waits_at_both_gets_each_piece_of_work_once() throws Exception {
        List<LabdClient> both = List.of(one.client(agent), other.client(agent));
        List<LabdClient> people = List.of(one.admin(), other.admin());
        List<CompletableFuture<WorkView>> asked =
                IntStream.range(0, PIECES).mapToObj(i -> ask(people.get(i % 2))).toList();

        List<CompletableFuture<Set<UUID>>> workers = both.stream().map(this::working).toList();

        Set<UUID> ends = new HashSet<>();
        asked.forEach(
                each -> {
                    assertThat(each.join().end()).isEqualTo(new WorkEnd.Failed("told"));
                    ends.add(each.join().id());
                });
        Set<UUID> first = workers.getFirst().join();
        Set<UUID> second = workers.getLast().join();
        assertThat(first).doesNotContainAnyElementsOf(second);
        assertThat(ends).hasSize(PIECES).isEqualTo(union(first, second));
    }

    @Test
    void a_labd_that_ends_answers_everyone_who_waits_and_says_when_to_come_back() throws Exception {
        LabdClient here = one.client(agent);
        CompletableFuture<LabdClient.Answer> poll = later(() -> here.get("/agent/v1/work"));
        LabdClient admin = one.admin();
        new Enrolment(admin, admin).identity("web02");
        CompletableFuture<LabdClient.Answer> asked =
                later(() -> admin.post("/api/v1/servers/web02/work", request()));
        assertThat(one.admin().get("/api/v1/servers").status()).isEqualTo(200);

        one.terminate();

        assertThat(one.exitCode(PROMISED)).isZero();
        assertThat(poll.join().status()).isEqualTo(204);
        assertThat(poll.join().headers().firstValueAsLong("Retry-After").orElse(0))
                .isBetween(1L, 10L);
        assertThat(asked.join().status()).isEqualTo(503);
    }

    /** Takes work until there is none for a while; what it got. */
    private CompletableFuture<Set<UUID>> working(LabdClient labd) {
        return later(
                () -> {
                    var got = new HashSet<UUID>();
                    LabdClient.Answer answer = labd.get("/agent/v1/work?wait=3s");
                    while (answer.status() == 200) {
                        UUID id = answer.as(WorkItem.class).id();
                        assertThat(got.add(id)).isTrue();
                        tell(labd, id);
                        answer = labd.get("/agent/v1/work?wait=3s");
                    }
                    return got;
                });
    }

    private static Set<UUID> union(Set<UUID> first, Set<UUID> second) {
        var all = new HashSet<>(first);
        all.addAll(second);
        return all;
    }

    private static CompletableFuture<WorkItem> poll(LabdClient labd) {
        return later(() -> labd.get("/agent/v1/work?wait=25s").as(WorkItem.class));
    }

    private static CompletableFuture<WorkView> ask(LabdClient labd) {
        return later(() -> labd.post("/api/v1/servers/web01/work", request()).as(WorkView.class));
    }

    private static WorkRequest request() {
        return new WorkRequest(new Action.ShowResources("user", "root"), Duration.ofSeconds(25));
    }

    private static void tell(LabdClient labd, UUID id) {
        var answer =
                labd.put(
                        "/agent/v1/work/%s/result".formatted(id),
                        new WorkResult(new WorkEnd.Failed("told")));
        assertThat(answer.status()).isEqualTo(204);
    }

    private static <T> CompletableFuture<T> later(Supplier<T> request) {
        return CompletableFuture.supplyAsync(request, Thread::startVirtualThread);
    }
}
