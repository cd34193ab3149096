package io.labctl.master.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.RepeatedTest;

class LastWordsTest {
    @RepeatedTest(100)
    void what_was_said_to_the_end_is_heard_to_the_end() {
        byte[] said =
                ("much\n".repeat(10_000) + "bwrap: no namespaces here\n")
                        .getBytes(StandardCharsets.UTF_8);

        var words = LastWords.of(new ByteArrayInputStream(said));

        assertThat(words.text()).endsWith("bwrap: no namespaces here");
    }
}
