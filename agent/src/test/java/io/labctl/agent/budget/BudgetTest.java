package io.labctl.agent.budget;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {
    @ParameterizedTest
    @ValueSource(ints = {0, -1, 100_000})
    void what_is_no_share_cannot_be_one(int percent) {
        assertThatThrownBy(() -> new CpuShare(percent)).isInstanceOf(InvalidInput.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE})
    void there_is_no_memory_below_none(long bytes) {
        assertThatThrownBy(() -> new MemorySize(bytes)).isInstanceOf(InvalidInput.class);
    }
}
