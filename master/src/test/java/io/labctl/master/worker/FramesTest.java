package io.labctl.master.worker;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.wire.WireJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FramesTest {
    @Test
    void whatever_bound_a_message_is_beyond_is_among_those_named() throws IOException {
        var sent = new ByteArrayOutputStream();
        new Frames(new ByteArrayInputStream(new byte[0]), sent, WireJson.mapper(), 1 << 20)
                .write(Map.of("n".repeat(50_001), 1));

        var received =
                new Frames(
                        new ByteArrayInputStream(sent.toByteArray()),
                        OutputStream.nullOutputStream(),
                        WireJson.mapper(1000),
                        1 << 20);

        assertThatThrownBy(() -> received.read(Said.class))
                .isInstanceOf(Frames.Unreadable.class)
                .hasMessage(
                        "it has more than 1000 names and values, is nested deeper than 64, or has a name of more than 50000 or a number of more than 1000 characters");
    }

    @Test
    void what_breaks_off_is_no_message_that_is_not_taken() throws IOException {
        var in = new BufferedInputStream(InputStream.nullInputStream());
        in.close();
        var received = new Frames(in, OutputStream.nullOutputStream(), WireJson.mapper(), 1 << 20);

        assertThatThrownBy(() -> received.read(Said.class))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(Frames.Unreadable.class);
    }
}
