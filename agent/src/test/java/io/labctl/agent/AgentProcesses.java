package io.labctl.agent;

import static java.util.Objects.requireNonNull;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** {@code lab-agent} as real processes on one machine with its labd, anew for each test. */
final class AgentProcesses implements BeforeEachCallback, AfterEachCallback {
    static final String CATALOG = "/agent/v1/catalog";
    static final String REPORTS = "/agent/v1/reports";

    private static final String AGENT = "lab://agent/metal/prod/web1";

    /** Root may read every folder, unless it gives that up. */
    private static final List<String> WITHOUT_POWERS =
            List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");

    private final List<Process> started = new ArrayList<>();
    private @Nullable Path folder;
    private @Nullable FakeLabd labd;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        folder = Files.createTempDirectory("lab-agent");
        var authority = new TestAuthority();
        labd = new FakeLabd(authority);
        labd.answers(CATALOG, Answer.catalog(TestCatalogs.bytes(AGENT, "a")));
        labd.answers(REPORTS, Answer.of(204));
        configure("splay: 0s");
        new IdentityStore(folder.resolve("state/identity"))
                .install(authority.identity(AGENT, labd.uri()));
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        started.clear();
        labd().close();
        try (var files = Files.walk(folder())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    FakeLabd labd() {
        return requireNonNull(labd);
    }

    Path folder() {
        return requireNonNull(folder);
    }

    private Path config() {
        return folder().resolve("agent.yaml");
    }

    /** What its {@code agent.yaml} says from now on, besides its folders. */
    void configure(String... lines) throws IOException {
        Files.createDirectories(folder().resolve("facts.d"));
        Files.writeString(
                config(), "state: state\nfacts-folder: facts.d\n" + String.join("\n", lines));
    }

    Process labAgent(String... arguments) throws IOException {
        return labAgent(List.of(), arguments);
    }

    /**
     * Starts it.
     *
     * @param under a program that starts it in its turn
     */
    Process labAgent(List<String> under, String... arguments) throws IOException {
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
        command.addAll(List.of("--config", config().toString()));
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    String status() throws Exception {
        Process status = labAgent("status");
        try (var out = status.inputReader()) {
            return String.join("\n", out.readAllLines()) + "\n";
        }
    }

    /** Skips the test, with the reason, where root cannot give its powers up. */
    static List<String> withoutPowers() throws InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        assumeTrue(
                canRun(WITHOUT_POWERS), "giving up root's powers needs setpriv and leave to do so");
        return WITHOUT_POWERS;
    }

    static boolean canRun(List<String> under) throws InterruptedException {
        var command = new ArrayList<>(under);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // it is not installed
        }
    }

    static void awaitLine(Process process, String part) throws IOException {
        await(process.inputReader(), part);
    }

    static String await(BufferedReader lines, String part) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.contains(part)) {
                return line;
            }
        }
        throw new AssertionError("the program ended without saying '%s'".formatted(part));
    }

    static String errors(Process process) throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
