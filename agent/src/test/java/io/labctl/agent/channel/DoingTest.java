package io.labctl.agent.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.FakeCommands;
import io.labctl.agent.machine.FakeTime;
import io.labctl.agent.machine.Root;
import io.labctl.agent.policy.Policy;
import io.labctl.agent.present.Present;
import io.labctl.agent.present.PresentLook;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.time.Stop;
import io.labctl.agent.type.ManagedMachine;
import io.labctl.agent.type.PresentTypes;
import io.labctl.agent.type.pkg.FakePackages;
import io.labctl.agent.type.service.InitServices;
import io.labctl.catalog.present.Looked;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DoingTest {
    private static final WorkEnd NOT_THERE =
            new WorkEnd.Done(new Looked.NotThere("this machine has no quick 'x'"));

    @TempDir private Path folder;
    private final Stop stop = new Stop();
    private final List<WorkItem> sessions = new ArrayList<>();
    private Policy policy = new Policy.None();

    @Test
    void a_name_that_leads_elsewhere_runs_nothing() throws IOException {
        var root = new Root(folder.resolve("root"));
        var commands = new FakeCommands();
        Path script = new TestMachine(folder).at("/x");
        Files.writeString(script, "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(root.at("/etc/init.d"));
        var time = new FakeTime();
        var services = new InitServices(root, commands, time);
        var machine = new ManagedMachine(root, commands, new FakePackages(), services, time);
        var backups = new Backups(folder.resolve("backups"), Clock.systemUTC(), WireJson.mapper());

        WorkEnd end = asked("service", "../../x", doing(PresentTypes.of(machine, backups)));

        assertThat(end)
                .isEqualTo(
                        new WorkEnd.Done(
                                new Looked.NameNeeded("service '../../x' is not one plain word")));
        assertThat(commands.run()).isEmpty();
    }

    @Test
    void whatever_goes_wrong_the_asker_gets_a_word() {
        Doing doing =
                doing(
                        Map.of(
                                "fault",
                                _ -> {
                                    throw new IllegalStateException("no such thing");
                                },
                                "deep",
                                _ -> {
                                    throw new StackOverflowError();
                                },
                                "file",
                                _ -> {
                                    throw new UncheckedIOException(
                                            new AccessDeniedException("/etc/hosts"));
                                }));

        assertThat(asked("fault", "x", doing))
                .isEqualTo(
                        new WorkEnd.Failed(
                                "unexpected error: java.lang.IllegalStateException: no such"
                                        + " thing"));
        assertThat(asked("deep", "x", doing))
                .isEqualTo(new WorkEnd.Failed("unexpected error: java.lang.StackOverflowError"));
        assertThat(asked("file", "x", doing))
                .isEqualTo(new WorkEnd.Failed("'/etc/hosts': permission denied"));
    }

    @Test
    void one_that_hangs_is_given_up_and_nothing_else_begun_until_it_ends() {
        var end = new CountDownLatch(1);
        Doing doing = doing(Map.of("stuck", _ -> whenOver(end), "quick", _ -> List.of()));

        assertThat(asked("stuck", "/srv", doing))
                .isEqualTo(new WorkEnd.Failed("the look for stuck '/srv' did not end within 0.9s"));
        assertThat(asked("quick", "x", doing))
                .isEqualTo(
                        new WorkEnd.Failed(
                                "nothing is looked at while the look for stuck '/srv' hangs"));

        end.countDown();
        await().untilAsserted(() -> assertThat(asked("quick", "x", doing)).isEqualTo(NOT_THERE));
    }

    @Test
    void who_asks_while_another_look_goes_on_waits_for_it() {
        var end = new CountDownLatch(1);
        Doing doing = doing(Map.of("slow", _ -> whenOver(end), "quick", _ -> List.of()));

        CompletableFuture<WorkEnd> first = asking("slow", "x", doing);
        await().until(() -> isLooking("slow 'x'"));
        CompletableFuture<WorkEnd> second = asking("quick", "x", doing);
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        end.countDown();

        assertThat(first.orTimeout(30, TimeUnit.SECONDS).join())
                .isEqualTo(new WorkEnd.Done(new Looked.NotThere("this machine has no slow 'x'")));
        assertThat(second.orTimeout(30, TimeUnit.SECONDS).join()).isEqualTo(NOT_THERE);
    }

    @Test
    void who_waited_for_another_look_for_too_long_is_told_so() {
        var end = new CountDownLatch(1);
        var looked = new AtomicInteger();
        Doing doing =
                doing(
                        Map.of(
                                "stuck",
                                _ -> whenOver(end),
                                "quick",
                                _ -> {
                                    looked.incrementAndGet();
                                    return List.of();
                                }));
        var lasting =
                new WorkItem(
                        new UUID(0, 7),
                        new Action.ShowResources("stuck", "x"),
                        Duration.ofSeconds(40));
        var first = new CompletableFuture<WorkEnd>();
        doing.begin(lasting, first::complete);
        await().until(() -> isLooking("stuck 'x'"));

        assertThat(asked("quick", "x", doing))
                .isEqualTo(
                        new WorkEnd.Failed(
                                "the look for quick 'x' did not begin, as others went on, within"
                                        + " 0.9s"));

        end.countDown();
        assertThat(first.orTimeout(30, TimeUnit.SECONDS).join()).isInstanceOf(WorkEnd.Done.class);
        assertThat(asked("quick", "x", doing)).isEqualTo(NOT_THERE);
        assertThat(looked).hasValue(1);
    }

    private static boolean isLooking(String what) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(each -> each.getName().equals(what));
    }

    /** As a file of a server that is away: no interrupt ends it. */
    private static List<Resource> whenOver(CountDownLatch end) {
        while (true) {
            try {
                end.await();
                return List.of();
            } catch (InterruptedException _) {
                // goes on
            }
        }
    }

    @Test
    void each_looks_on_a_thread_that_no_other_needs() {
        var looking = new AtomicReference<>(Thread.currentThread());
        Doing doing =
                doing(
                        Map.of(
                                "quick",
                                _ -> {
                                    looking.set(Thread.currentThread());
                                    return List.of();
                                }));

        asked("quick", "x", doing);

        assertThat(looking.get()).isNotEqualTo(Thread.currentThread());
        assertThat(looking.get().isVirtual()).isFalse();
    }

    @Test
    void a_stop_waits_for_no_look() {
        var end = new CountDownLatch(1);
        stop.signal();

        assertThat(asked("stuck", "/srv", doing(Map.of("stuck", _ -> whenOver(end)))))
                .isEqualTo(new WorkEnd.Failed("lab-agent is stopping"));
        end.countDown();
    }

    @Test
    void what_is_about_a_session_is_left_to_those_who_tell_its_end() {
        WorkItem kill = work(new Action.Kill(new UUID(0, 8)));

        doing(Map.of())
                .begin(
                        kill,
                        end -> {
                            throw new AssertionError("told: " + end);
                        });

        assertThat(sessions).containsExactly(kill);
    }

    @Test
    void what_the_policy_does_not_allow_is_refused_and_nothing_is_done() {
        policy = new Policy.Faulty("it is broken");
        var end = new CompletableFuture<WorkEnd>();

        doing(Map.of()).begin(work(new Action.Attach(new UUID(0, 8))), end::complete);

        assertThat(end.orTimeout(30, TimeUnit.SECONDS).join())
                .isEqualTo(
                        new WorkEnd.Refused(
                                "the policy of this machine cannot be used: it is broken"));
        assertThat(sessions).isEmpty();
    }

    private static WorkEnd asked(String type, String name, Doing doing) {
        return asking(type, name, doing).orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static CompletableFuture<WorkEnd> asking(String type, String name, Doing doing) {
        var end = new CompletableFuture<WorkEnd>();
        doing.begin(work(new Action.ShowResources(type, name)), end::complete);
        return end;
    }

    private static WorkItem work(Action action) {
        return new WorkItem(new UUID(0, 7), action, Duration.ofSeconds(1));
    }

    private Doing doing(Map<String, Present> types) {
        return new Doing(
                () -> policy,
                () -> new PresentLook(new TreeMap<>(types)),
                sessions::add,
                WireJson.mapper(),
                "1.2.3",
                stop);
    }
}
