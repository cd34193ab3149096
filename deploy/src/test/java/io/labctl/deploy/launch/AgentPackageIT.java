package io.labctl.deploy.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's own package, made by {@code deploy/package-agent} and unpacked somewhere else. */
class AgentPackageIT {
    private static final Path PACKAGE_AGENT = Path.of("package-agent").toAbsolutePath();
    private static final long MOST_BYTES = 60_000_000;

    @TempDir private static Path folder;
    private static Path archive;
    private static Path home;

    private record Ended(int exit, String out, String err) {}

    @BeforeAll
    static void unpack() throws Exception {
        assumeTrue(
                Files.isExecutable(Path.of(System.getProperty("java.home"), "bin/jlink")),
                "this Java has no jlink: a JDK 25 is needed");
        assumeTrue(
                Files.isExecutable(Path.of("target/dist/bin/lab-agent")),
                "the programs are not built (mvn package)");
        Ended made = run(Map.of(), PACKAGE_AGENT.toString(), folder.toString());
        assertThat(made.exit()).as(made.err()).isZero();
        archive = Path.of(made.out().strip());
        Path elsewhere = Files.createDirectories(folder.resolve("some where/else"));
        Ended unpacked =
                run(Map.of(), "tar", "-C", elsewhere.toString(), "-xzf", archive.toString());
        assertThat(unpacked.exit()).as(unpacked.err()).isZero();
        try (Stream<Path> entries = Files.list(elsewhere)) {
            home = entries.findFirst().orElseThrow();
        }
    }

    @Test
    void it_is_no_larger_than_60_megabytes() throws Exception {
        assertThat(Files.size(archive)).isLessThan(MOST_BYTES);
    }

    @Test
    void it_runs_without_a_java_on_the_machine_and_uses_its_caches() throws Exception {
        // A cache that cannot be used ends a JVM that must use one.
        var mustUseCache = Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on");

        Ended version = labAgent(mustUseCache, "--version");

        assertThat(version.exit()).as(version.err()).isZero();
        assertThat(version.out()).startsWith("lab-agent ");
        assertThat(version.err()).isEqualTo("Picked up JAVA_TOOL_OPTIONS: -XX:AOTMode=on\n");
        assertThat(labAgent(mustUseCache, "run", "--help").exit()).isZero();
    }

    @Test
    void its_java_looks_for_no_security_provider_that_it_does_not_have() throws Exception {
        Path settings = home.resolve("runtime/conf/security/java.security");

        try (Stream<String> lines = Files.lines(settings)) {
            assertThat(lines.filter(line -> line.startsWith("security.provider.")))
                    .containsExactly(
                            "security.provider.1=SUN",
                            "security.provider.2=SunRsaSign",
                            "security.provider.3=SunEC",
                            "security.provider.4=SunJSSE",
                            "security.provider.5=SunJCE");
        }
    }

    @Test
    void its_java_trusts_nobody_of_its_own() {
        assertThat(home.resolve("runtime/lib/security")).isNotEmptyDirectory();
        assertThat(home.resolve("runtime/lib/security/cacerts")).doesNotExist();
    }

    /** That it can be enrolled is shown by its making, which would fail otherwise. */
    @Test
    void of_bouncycastle_it_has_what_makes_a_request_and_little_more() throws Exception {
        List<String> classes = new ArrayList<>();
        try (var jars = Files.newDirectoryStream(home.resolve("lib"), "bc*.jar")) {
            for (Path jar : jars) {
                try (var file = new JarFile(jar.toFile())) {
                    file.stream().map(JarEntry::getName).forEach(classes::add);
                }
            }
        }

        assertThat(classes)
                .contains("org/bouncycastle/pkcs/PKCS10CertificationRequestBuilder.class")
                .doesNotContain("org/bouncycastle/jce/provider/BouncyCastleProvider.class");
    }

    @Test
    void it_tells_facts() throws Exception {
        Ended facts = labAgent(Map.of(), "facts", "kernel");

        assertThat(facts.out()).as(facts.err()).isEqualTo("Linux\n");
    }

    @Test
    void it_tells_that_it_has_not_joined() throws Exception {
        Path config = folder.resolve("agent.yaml");
        Files.writeString(config, "state: state\n");

        Ended status = labAgent(Map.of(), "status", "--config", config.toString());

        assertThat(status.exit()).isEqualTo(3);
        assertThat(status.out()).contains("not enrolled");
        assertThat(status.err()).isEmpty();
    }

    private static Ended labAgent(Map<String, String> environment, String... arguments)
            throws Exception {
        String[] command =
                Stream.concat(
                                Stream.of(home.resolve("bin/lab-agent").toString()),
                                Stream.of(arguments))
                        .toArray(String[]::new);
        return run(environment, command);
    }

    private static Ended run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        Path err = Files.createTempFile(folder, "program", ".err");
        var builder =
                new ProcessBuilder(List.of(command))
                        .directory(Path.of("/").toFile())
                        .redirectError(err.toFile());
        if (command[0].endsWith("/lab-agent")) {
            builder.environment().clear();
            builder.environment().put("PATH", "/usr/bin:/bin");
        }
        builder.environment().putAll(environment);
        Process process = builder.start();
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out, Files.readString(err));
    }
}
