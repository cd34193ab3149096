package io.labctl.master.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8TextTest {
    private final Utf8Text text = new Utf8Text(ByteBuffer.allocate(0));

    @Test
    void a_character_that_comes_in_pieces_is_told_with_its_last() {
        byte[] smile = "😀".getBytes(StandardCharsets.UTF_8);

        for (int i = 0; i < smile.length - 1; i++) {
            assertThat(text.next(ByteBuffer.wrap(smile, i, 1))).isEmpty();
        }

        assertThat(text.next(ByteBuffer.wrap(smile, 3, 1))).isEqualTo("😀");
        assertThat(text.rest()).isEmpty();
    }

    @Test
    void what_is_no_character_is_told_as_one_that_nobody_knows() {
        assertThat(text.next(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 'b'})))
                .isEqualTo("a\ufffdb");
    }

    @Test
    void a_character_that_never_ends_is_told_at_the_end() {
        assertThat(text.next(ByteBuffer.wrap(new byte[] {(byte) 0xc3}))).isEmpty();

        assertThat(text.rest()).isEqualTo("\ufffd");
    }

    @Test
    void a_character_goes_on_with_what_was_begun_elsewhere() {
        assertThat(text.next(ByteBuffer.wrap(new byte[] {'a', (byte) 0xe2, (byte) 0x82})))
                .isEqualTo("a");

        var other = new Utf8Text(text.begun());

        assertThat(other.next(ByteBuffer.wrap(new byte[] {(byte) 0xac}))).isEqualTo("€");
    }
}
