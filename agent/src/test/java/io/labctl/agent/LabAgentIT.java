package io.labctl.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.cache.TestCatalogs;
import io.labctl.agent.identity.IdentityStore;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakeLabd;
import io.labctl.agent.labd.FakeLabd.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The agent as a real process: signals, and who gets in whose way. */
@Timeout(120)
class LabAgentIT {
    private static final String AGENT = "lab://agent/metal/prod/web1";
    private static final String CATALOG = "/agent/v1/catalog";
    private static final String REPORTS = "/agent/v1/reports";

    /** Root may read every folder, unless it gives that up. */
    private static final List<String> WITHOUT_POWERS =
            List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");

    @TempDir Path folder;
    private final List<Process> started = new ArrayList<>();
    private FakeLabd labd;
    private Path config;

    @BeforeEach
    void start() throws Exception {
        var authority = new TestAuthority();
        labd = new FakeLabd(authority);
        labd.answers(CATALOG, Answer.catalog(TestCatalogs.bytes(AGENT, "a")));
        labd.answers(REPORTS, Answer.of(204));
        config = folder.resolve("agent.yaml");
        Files.writeString(config, "state: state\nfacts-folder: facts.d\nsplay: 0s\n");
        new IdentityStore(folder.resolve("state/identity"))
                .install(authority.identity(AGENT, labd.uri()));
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        labd.close();
    }

    @Test
    void a_second_run_says_who_holds_the_lock() throws Exception {
        Process first = labAgent("run", "--once");
        awaitLine(first, "applying");

        Process second = labAgent("run", "--once");

        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(errors(second))
                .startsWith(
                        "lab-agent: another run is going on: pid %d (lab-agent run --once), started "
                                .formatted(first.pid()))
                .hasLineCount(1);
    }

    @Test
    void a_killed_run_frees_the_lock_and_is_reported_by_the_next() throws Exception {
        Process killed = labAgent("run", "--once");
        awaitLine(killed, "applying");
        killed.destroyForcibly().waitFor();

        Process next = labAgent("run", "--once");
        awaitLine(next, "applying");
        next.toHandle().destroy();

        assertThat(next.waitFor()).isEqualTo(1);
        Process last = labAgent("status");
        assertThat(last.waitFor()).isZero();
        assertThat(new String(last.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("Spooled   2 reports");
    }

    @Test
    void a_run_that_is_terminated_while_the_program_begins_exits_1_too() throws Exception {
        Process run = labAgent(List.of("env", LabAgentProgram.SLOWLY + "=1"), "run", "--once");
        awaitLine(run, "looking around");

        run.toHandle().destroy();
        run.getOutputStream().write('\n');
        run.getOutputStream().flush();

        assertThat(run.waitFor()).isEqualTo(1);
    }

    @Test
    void a_program_that_lacks_a_class_says_so_and_ends_at_once() throws Exception {
        Process run = labAgent(List.of("env", LabAgentProgram.BROKEN + "=1"), "run", "--once");

        assertThat(run.waitFor(30, TimeUnit.SECONDS)).isTrue();

        assertThat(run.exitValue()).isEqualTo(1);
        assertThat(errors(run)).contains("NoClassDefFoundError: io/labctl/Lost");
    }

    @Test
    void a_daemon_in_a_run_ends_it_and_spools_its_report_when_terminated() throws Exception {
        Process daemon = labAgent("run");
        awaitLine(daemon, "applying");

        daemon.toHandle().destroy();

        assertThat(daemon.waitFor()).isZero();
        assertThat(errors(daemon))
                .contains("run was interrupted: lab-agent is stopping", "lab-agent stopped");
        assertThat(labd.requests(REPORTS)).isEmpty();
    }

    @Test
    void a_daemon_that_waits_for_labd_ends_its_run_at_once_when_terminated() throws Exception {
        CountDownLatch asked = labd.forgets(CATALOG).hangs(CATALOG);
        Process daemon = labAgent("run");
        asked.await();

        daemon.toHandle().destroy();

        assertThat(daemon.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(daemon.exitValue()).isZero();
        assertThat(errors(daemon))
                .contains("run stopped before there was a catalog", "lab-agent stopped")
                .doesNotContain("WARN", "ERROR");
        assertThat(folder.resolve("state/runs")).isEmptyDirectory();
        assertThat(folder.resolve("state/spool")).doesNotExist();
    }

    @Test
    void a_waiting_daemon_ends_at_once_when_terminated() throws Exception {
        Files.writeString(config, "state: state\nfacts-folder: facts.d\nsplay: 1d\n");
        Process daemon = labAgent("run");
        try (var errors = daemon.errorReader()) {
            await(errors, "lab-agent started");

            daemon.toHandle().destroy();

            assertThat(daemon.waitFor()).isZero();
        }
        assertThat(labd.requests(CATALOG)).isEmpty();
    }

    @Test
    void a_daemon_is_seen_though_its_next_run_cannot_be_read() throws Exception {
        Files.writeString(config, "state: state\nfacts-folder: facts.d\nsplay: 1d\n");
        Path next = folder.resolve("state/runs/next-run.json");
        Files.createDirectories(next.getParent());
        Files.writeString(next, "{\"at\":\"1970-01-01T00:00:00Z\"}");
        Process daemon = labAgent("run");
        try (var errors = daemon.errorReader()) {
            await(errors, "lab-agent started");
            Awaitility.await()
                    .until(
                            () ->
                                    Files.exists(next)
                                            && Files.readString(next).startsWith("{\"at\":\"20"));
            assertThat(status()).containsPattern("Next run  20").doesNotContain("no daemon");

            Files.writeString(next, "[");

            assertThat(status()).contains("Next run  not known\n");
            daemon.toHandle().destroy();
            assertThat(daemon.waitFor()).isZero();
        }
        assertThat(status()).contains("Next run  no daemon is running\n");
    }

    private String status() throws Exception {
        Process status = labAgent("status");
        try (var out = status.inputReader()) {
            return String.join("\n", out.readAllLines()) + "\n";
        }
    }

    @Test
    void a_daemon_over_its_memory_budget_starts_itself_anew_and_says_so() throws Exception {
        labd.forgets(CATALOG).answers(CATALOG, Answer.of(500));
        Files.writeString(
                config,
                "state: state\nfacts-folder: facts.d\nsplay: 0s\nbudget: {memory: 64MiB}\n");
        Process daemon = labAgent("run");

        try (var errors = daemon.errorReader()) {
            assertThat(await(errors, "starting anew"))
                    .containsPattern("it held [0-9.]+MiB of memory, and its budget is 64MiB");
            await(errors, "lab-agent started");
            assertThat(await(errors, "run warning"))
                    .contains("lab-agent started itself anew: it held");
            await(errors, "over budget again, nothing done");
            assertThat(status())
                    .containsPattern("Restarted 20.*, by itself: it held")
                    .contains("Next run  20");
            daemon.toHandle().destroy();
            assertThat(daemon.waitFor()).isZero();
        }
    }

    @Test
    void a_daemon_within_its_memory_budget_goes_on() throws Exception {
        labd.forgets(CATALOG).answers(CATALOG, Answer.of(500));
        Files.writeString(
                config, "state: state\nfacts-folder: facts.d\nsplay: 0s\nbudget: {memory: 4GiB}\n");
        Process daemon = labAgent("run");

        try (var errors = daemon.errorReader()) {
            await(errors, "run finished");
            daemon.toHandle().destroy();
            assertThat(daemon.waitFor()).isZero();
            assertThat(errors.lines()).noneMatch(line -> line.contains("anew"));
        }
        assertThat(status()).doesNotContain("Restarted");
    }

    @Test
    void a_daemon_skips_its_run_while_another_is_going_on() throws Exception {
        Process once = labAgent("run", "--once");
        awaitLine(once, "applying");
        Process daemon = labAgent("run");

        try (var errors = daemon.errorReader()) {
            assertThat(await(errors, "run skipped")).contains("pid " + once.pid());
            daemon.toHandle().destroy();
            assertThat(daemon.waitFor()).isZero();
        }
    }

    @Test
    void a_disabled_daemon_makes_no_run_until_it_is_enabled() throws Exception {
        Files.writeString(
                config, "state: state\nfacts-folder: facts.d\nsplay: 0s\ninterval: 10s\n");
        assertThat(labAgent("disable", "database moves").waitFor()).isZero();
        Process daemon = labAgent("run");
        try (var errors = daemon.errorReader()) {
            assertThat(await(errors, "runs are disabled")).contains("database moves");
            await(errors, "runs are disabled");
            assertThat(labd.requests(CATALOG)).isEmpty();

            assertThat(labAgent("enable").waitFor()).isZero();

            awaitLine(daemon, "applying");
            daemon.toHandle().destroy();
            assertThat(daemon.waitFor()).isZero();
        }
        assertThat(labd.requests(CATALOG)).hasSize(1);
    }

    @Test
    void a_second_daemon_says_who_the_first_is() throws Exception {
        Process first = labAgent("run");
        awaitLine(first, "applying");

        Process second = labAgent("run");

        assertThat(second.waitFor()).isEqualTo(1);
        assertThat(errors(second))
                .startsWith(
                        "lab-agent: a daemon runs already: pid %d (lab-agent run), started "
                                .formatted(first.pid()))
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20})
    void a_disk_that_takes_no_more_is_told_with_the_file(int bytes) throws Exception {
        var limited = List.of("prlimit", "--fsize=" + bytes);
        assumeTrue(canRun(limited), "a limit of the size of files needs prlimit");

        Process run = labAgent(limited, "run", "--once");

        assertThat(run.waitFor()).isEqualTo(1);
        assertThat(errors(run))
                .startsWith(
                        "lab-agent: no run is begun and nothing is applied: '%s"
                                .formatted(folder.resolve("state")))
                .endsWith("': file too large\n")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "run", "run --once"})
    void a_user_who_may_not_read_the_identity_is_told_so(String command) throws Exception {
        Path state = folder.resolve("state");
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("---------"));
        try {
            Process unable = labAgent(withoutPowers(), command.split(" ", -1));

            assertThat(unable.waitFor()).isEqualTo(1);
            assertThat(errors(unable))
                    .isEqualTo(
                            "lab-agent: identity in '%s' may not be read by this user; run lab-agent as root\n"
                                    .formatted(state.resolve("identity")));
        } finally {
            Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** Skips the test, with the reason, where root cannot give its powers up. */
    private static List<String> withoutPowers() throws InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        assumeTrue(
                canRun(WITHOUT_POWERS), "giving up root's powers needs setpriv and leave to do so");
        return WITHOUT_POWERS;
    }

    private static boolean canRun(List<String> under) throws InterruptedException {
        var command = new ArrayList<>(under);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // it is not installed
        }
    }

    private Process labAgent(String... arguments) throws IOException {
        return labAgent(List.of(), arguments);
    }

    private Process labAgent(List<String> under, String... arguments) throws IOException {
        var command = new ArrayList<String>(under);
        command.addAll(
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LabAgentProgram.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--config", config.toString()));
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    private static void awaitLine(Process process, String part) throws IOException {
        await(process.inputReader(), part);
    }

    private static String await(BufferedReader lines, String part) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("the program ended without saying '%s'".formatted(part));
    }

    private static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
