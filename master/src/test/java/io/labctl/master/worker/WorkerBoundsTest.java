package io.labctl.master.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerBoundsTest {
    private static final String NO_THREAD =
            "Terminating due to java.lang.OutOfMemoryError: unable to create native thread";

    @ParameterizedTest
    @CsvSource({
        "0,   'ended its worker process, with exit code 0'",
        "3,   'ended its worker process, with exit code 3'",
        "128, 'ended its worker process, with exit code 128'",
        "129, 'lost its worker process by signal 1'",
        "137, 'lost its worker process by signal 9'",
        "192, 'lost its worker process by signal 64'",
        "193, 'ended its worker process, with exit code 193'",
        "255, 'ended its worker process, with exit code 255'",
    })
    void an_exit_code_is_a_signal_where_there_is_one_of_that_number(int code, String told) {
        assertThat(bounds(true).told(OptionalInt.of(code), "")).isEqualTo(told);
    }

    @Test
    void who_was_stopped_by_labd_lost_it_by_no_signal() {
        assertThat(bounds(true).told(OptionalInt.empty(), ""))
                .isEqualTo("broke off, did not end and was stopped");
    }

    @Test
    void no_number_of_threads_is_told_where_none_bounds_them() {
        assertThat(bounds(true).told(OptionalInt.of(3), NO_THREAD))
                .isEqualTo("ran out of the 64 threads that modules have, Java's own included");
        assertThat(bounds(false).told(OptionalInt.of(3), NO_THREAD))
                .isEqualTo("started so many threads that labd's machine gave it no more");
    }

    private static WorkerBounds bounds(boolean hasThreadBound) {
        return new WorkerBounds(128, hasThreadBound);
    }
}
