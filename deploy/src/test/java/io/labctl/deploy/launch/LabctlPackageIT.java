package io.labctl.deploy.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** labctl's own package, made by {@code deploy/package-labctl} and unpacked somewhere else. */
class LabctlPackageIT {
    @TempDir private static Path folder;
    private static ProgramPackage labctl;

    /** That it can ask a labd and run a command on a server is shown by its making. */
    @BeforeAll
    static void unpack() throws Exception {
        labctl = ProgramPackage.of("labctl", "package-labctl", folder);
    }

    @Test
    void it_runs_without_a_java_on_the_machine_and_uses_its_cache() throws Exception {
        // A cache that cannot be used ends a JVM that must use one.
        var mustUseCache = Map.of("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on", "HOME", folder.toString());

        var version = labctl.run(mustUseCache, "--version");

        assertThat(version.exit()).as(version.err()).isZero();
        assertThat(version.out()).startsWith("labctl ");
        assertThat(version.err()).isEqualTo("Picked up JAVA_TOOL_OPTIONS: -XX:AOTMode=on\n");
    }

    @Test
    void it_has_no_programs_to_rehearse_with_and_says_so() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/etc")), "a rehearsal needs root");
        var place = folder.resolve("rehearsal").toString();

        var rehearsal =
                labctl.run(
                        Map.of("HOME", folder.toString(), "LABCTL_REHEARSAL", place), "rehearse");

        assertThat(rehearsal.err())
                .startsWith("labctl: labd and lab-agent not found beside this labctl: ");
        assertThat(rehearsal.exit()).isEqualTo(5);
    }
}
