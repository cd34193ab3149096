package io.labctl.agent.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.catalog.wire.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TornWriteIT {
    private static final List<Duration> MOMENTS =
            List.of(Duration.ofMillis(7), Duration.ofMillis(23));

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource
    void a_kill_in_the_middle_of_any_write_leaves_the_old_or_the_new_file_and_the_next_run_repairs(
            WrittenFile file) throws Exception {
        Set<String> whole = Set.of(wholeOf(file, "a"), wholeOf(file, "b"));
        Path killed = folder.resolve("killed");
        TestMachine machine = WrittenFile.newMachine(killed);

        for (Duration later : MOMENTS) {
            killWhileWriting(killed, file, later);
            assertThat(hash(file, machine)).isIn(whole);
        }

        file.write(machine, "c");
        assertThat(hash(file, machine)).isEqualTo(wholeOf(file, "c"));
        assertThat(drafts(file.in(machine).resolveSibling(""))).isEmpty();
    }

    /** What nobody disturbs. */
    private String wholeOf(WrittenFile file, String letter) throws IOException {
        TestMachine machine = WrittenFile.newMachine(folder.resolve("whole-" + letter));
        file.write(machine, letter);
        return hash(file, machine);
    }

    private static String hash(WrittenFile file, TestMachine machine) throws IOException {
        return Sha256.of(Files.readAllBytes(file.in(machine)));
    }

    /** Some time after the file is written for the first time. */
    private static void killWhileWriting(Path machine, WrittenFile file, Duration later)
            throws Exception {
        Process writer =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                FlippingProgram.class.getName(),
                                machine.toString(),
                                file.name())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out = writer.inputReader()) {
            assertThat(out.readLine()).isEqualTo("flipped");
            LockSupport.parkNanos(later.toNanos());
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    /** Of a file in place none is left, whenever the agent was killed. */
    private static List<Path> drafts(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(each -> each.toString().matches(".*/\\.[^/]*\\.(lab-agent|new)"))
                    .toList();
        }
    }
}
