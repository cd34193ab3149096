package io.labctl.catalog.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunRequestTest {
    @Test
    void it_goes_over_the_wire_as_a_task() {
        var run = new RunRequest(true, List.of("motd", "exec[a, b]"), null, true);
        String text = WireJson.mapper().writeValueAsString(run);

        assertThat(text)
                .isEqualTo(
                        "{\"kind\":\"run\",\"noop\":true,\"tags\":[\"motd\",\"exec[a, b]\"],\"detailed\":true}");
        assertThat(
                        WireJson.read(
                                WireJson.mapper(),
                                text.getBytes(StandardCharsets.UTF_8),
                                SessionTask.class,
                                "task"))
                .isEqualTo(run);
    }

    @Test
    void of_one_module_no_part_is_picked() {
        assertThatThrownBy(
                        () -> new RunRequest(false, List.of("file"), new DnsLabel("motd"), false))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("tags do not go with it");
    }

    @Test
    void tags_are_bounded_and_say_something() {
        assertThatThrownBy(() -> new RunRequest(false, List.of(" "), null, false))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> new RunRequest(false, Collections.nCopies(101, "a"), null, false))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("101 tags are more than 100");
    }

    @Test
    void it_alone_outlives_its_caller() {
        assertThat(new RunRequest(false, List.of(), null, false).outlivesItsCaller()).isTrue();
        assertThat(new LogQuery(new LogSource.OfAgent(), null, true).outlivesItsCaller()).isFalse();
    }
}
