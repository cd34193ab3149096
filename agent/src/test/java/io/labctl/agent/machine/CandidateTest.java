package io.labctl.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CandidateTest {
    @Test
    void where_none_can_be_made_the_file_that_it_is_for_is_named() {
        Path file = Path.of("/proc/nothing-can-be-made-here");

        assertThatThrownBy(() -> Candidate.beside(file))
                .isInstanceOfSatisfying(
                        IOException.class,
                        e ->
                                assertThat(FileTrouble.sentence(e))
                                        .isEqualTo("'%s': no such file", file));
    }

    @Test
    void a_thread_that_is_interrupted_is_told_apart_from_trouble_with_the_file(@TempDir Path folder)
            throws IOException {
        try (Candidate candidate = Candidate.beside(folder.resolve("file"))) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> candidate.write(new byte[1]))
                    .isInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
