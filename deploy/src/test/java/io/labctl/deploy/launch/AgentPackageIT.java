package io.labctl.deploy.launch;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final long MOST_BYTES = 60_000_000;

    @TempDir private static Path folder;
    private static ProgramPackage agent;
    private static Path home;

    @BeforeAll
    static void unpack() throws Exception {
        agent = ProgramPackage.of("lab-agent", "package-agent", folder);
        home = agent.home();
    }

    @Test
    void it_is_no_larger_than_60_megabytes() throws Exception {
        assertThat(Files.size(agent.archive())).isLessThan(MOST_BYTES);
    }

    @Test
    void it_runs_without_a_java_on_the_machine_and_uses_its_caches() throws Exception {
        // A cache that cannot be used ends a JVM that must use one.
        var mustUseCache = Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on");

        var version = agent.run(mustUseCache, "--version");

        assertThat(version.exit()).as(version.err()).isZero();
        assertThat(version.out()).startsWith("lab-agent ");
        assertThat(version.err()).isEqualTo("Picked up JAVA_TOOL_OPTIONS: -XX:AOTMode=on\n");
        assertThat(agent.run(mustUseCache, "run", "--help").exit()).isZero();
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
        var facts = agent.run(Map.of(), "facts", "kernel");

        assertThat(facts.out()).as(facts.err()).isEqualTo("Linux\n");
    }

    @Test
    void it_tells_that_it_has_not_joined() throws Exception {
        Path config = folder.resolve("agent.yaml");
        Files.writeString(config, "state: state\n");

        var status = agent.run(Map.of(), "status", "--config", config.toString());

        assertThat(status.exit()).isEqualTo(3);
        assertThat(status.out()).contains("not enrolled");
        assertThat(status.err()).isEmpty();
    }
}
