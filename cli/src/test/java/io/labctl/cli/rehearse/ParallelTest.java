package io.labctl.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ParallelTest {
    @Test
    void results_come_in_the_order_of_what_was_given() {
        assertThat(Parallel.each(List.of(1, 2, 3), 2, number -> number * 10))
                .containsExactly(10, 20, 30);
    }

    @ParameterizedTest
    @MethodSource("faults")
    void several_faults_are_told_together_as_the_kind_of_the_first(LabException first) {
        List<LabException> faults = List.of(first, new Unavailable("node-2 is away"));

        assertThatThrownBy(() -> Parallel.each(faults, 2, ParallelTest::fail))
                .isExactlyInstanceOf(first.getClass())
                .hasMessage("node-1 cannot\nnode-2 is away");
    }

    @Test
    void the_lines_below_a_fault_stay_with_it() {
        var first = new Conflict("the run on 'node-1' failed:\n  a\n  b");
        var second = new Conflict("the run on 'node-2' failed:\n  a\n  b");

        assertThatThrownBy(() -> Parallel.each(List.of(first, second), 2, ParallelTest::fail))
                .hasMessage(
                        """
                        the run on 'node-1' failed:
                            a
                            b
                        the run on 'node-2' failed:
                            a
                            b\
                        """);
    }

    private static Object fail(LabException fault) {
        throw fault;
    }

    private static Stream<LabException> faults() {
        return Stream.of(
                new InvalidInput("node-1 cannot"),
                new Denied("node-1 cannot"),
                new NotFound("node-1 cannot"),
                new Conflict("node-1 cannot"),
                new Unavailable("node-1 cannot"));
    }
}
