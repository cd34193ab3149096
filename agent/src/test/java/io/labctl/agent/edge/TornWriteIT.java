package io.labctl.agent.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

class TornWriteIT {
    @TempDir private Path folder;

    @RepeatedTest(6)
    void a_kill_in_the_middle_of_any_write_leaves_the_old_or_the_new_file_and_the_next_run_repairs(
            RepetitionInfo repetition) throws Exception {
        killWhileWriting(Duration.ofMillis(7L * repetition.getCurrentRepetition()));
        assertThat(files()).isNotEmpty().allMatch(TornWriteIT::isOfOneLetter);

        var machine = new TestMachine(folder);
        List<ResourceReport> repair = machine.apply(FlippingProgram.files("c"));

        assertThat(repair).extracting(ResourceReport::reason).containsOnlyNulls();
        assertThat(machine.apply(FlippingProgram.files("c")))
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.UNCHANGED);
        assertThat(files()).allMatch(each -> each.getFileName().toString().startsWith("file"));
    }

    /** Some time after the first file is there, so that each repetition finds another moment. */
    private void killWhileWriting(Duration later) throws Exception {
        Process writer =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                FlippingProgram.class.getName(),
                                folder.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out = writer.inputReader()) {
            assertThat(out.readLine()).isEqualTo("flipped");
            LockSupport.parkNanos(later.toNanos());
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    /** Those in place; a draft that was left begins with a dot, and counts only in the end. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("root/etc"))) {
            return all.toList();
        }
    }

    private static boolean isOfOneLetter(Path file) {
        if (file.getFileName().toString().startsWith(".")) {
            return true;
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            return bytes.length == FlippingProgram.SIZE
                    && new String(bytes, java.nio.charset.StandardCharsets.US_ASCII)
                            .chars()
                            .allMatch(each -> each == bytes[0]);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
