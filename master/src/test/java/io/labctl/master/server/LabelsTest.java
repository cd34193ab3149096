package io.labctl.master.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.Label;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static final DnsLabel WORKER = new DnsLabel("worker");

    @Test
    void all_that_are_asked_for_have_to_be_there() {
        Labels labels = labels(Map.of("rack", "r1", "tier", "front"));

        assertThat(labels.haveAll(asked("rack=r1", "tier=front"), WORKER)).isTrue();
        assertThat(labels.haveAll(asked("rack=r1", "tier=back"), WORKER)).isFalse();
        assertThat(labels.haveAll(asked("rack=r1", "floor=2"), WORKER)).isFalse();
    }

    @Test
    void the_role_counts_as_a_label() {
        Labels labels = labels(Map.of("rack", "r1"));

        assertThat(labels.haveAll(asked("role=worker", "rack=r1"), WORKER)).isTrue();
        assertThat(labels.haveAll(asked("role=web"), WORKER)).isFalse();
    }

    @Test
    void a_label_of_that_name_is_the_nearer_one() {
        Labels labels = labels(Map.of("role", "old"));

        assertThat(labels.haveAll(asked("role=old"), WORKER)).isTrue();
        assertThat(labels.haveAll(asked("role=worker"), WORKER)).isFalse();
    }

    private static Labels labels(Map<String, String> values) {
        return new Labels(new TreeMap<>(values));
    }

    private static List<Label> asked(String... labels) {
        return Arrays.stream(labels).map(Label::parse).toList();
    }
}
