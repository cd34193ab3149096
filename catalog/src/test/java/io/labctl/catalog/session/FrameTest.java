package io.labctl.catalog.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {
    private static final List<Frame> FRAMES =
            List.of(
                    Frame.number(FrameKind.FROM, 1L << 40),
                    Frame.text(FrameKind.OUT, "Grüße\n"),
                    Frame.empty(FrameKind.ALIVE),
                    Frame.of(FrameKind.ERR, ByteBuffer.allocate(Frame.LARGEST)),
                    Frame.size(new TerminalSize(65535, 50)),
                    Frame.empty(FrameKind.IN_END));

    @Test
    void a_frame_is_its_kind_the_length_and_so_many_bytes() {
        assertThat(hex(Frame.text(FrameKind.OUT, "hi"))).isEqualTo("01000000026869");
        assertThat(hex(Frame.number(FrameKind.ACK, 258))).isEqualTo("11000000080000000000000102");
        assertThat(hex(Frame.size(new TerminalSize(80, 24)))).isEqualTo("050000000400500018");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 5, 6, 1000, 1 << 20})
    void frames_arrive_in_pieces_of_any_size(int piece) {
        byte[] wire = wire(FRAMES);
        var decoder = new FrameDecoder();
        var arrived = new ArrayList<Frame>();

        for (int at = 0; at < wire.length; at += piece) {
            var bytes = ByteBuffer.wrap(wire, at, Math.min(piece, wire.length - at));
            Optional<Frame> frame = decoder.next(bytes);
            while (frame.isPresent()) {
                arrived.add(frame.get());
                frame = decoder.next(bytes);
            }
        }

        assertThat(arrived).isEqualTo(FRAMES);
        assertThat(decoder.isAtEnd()).isTrue();
    }

    @Test
    void a_reader_gives_each_frame_and_then_the_end() throws IOException {
        var reader = new FrameReader(new ByteArrayInputStream(wire(FRAMES)));

        for (Frame each : FRAMES) {
            assertThat(reader.next()).contains(each);
        }

        assertThat(reader.next()).isEmpty();
    }

    @Test
    void a_stream_that_ends_within_a_frame_is_broken() {
        byte[] wire = wire(List.of(Frame.text(FrameKind.OUT, "hello")));
        var cut = new FrameReader(new ByteArrayInputStream(wire, 0, wire.length - 1));

        assertThatThrownBy(cut::next)
                .isInstanceOf(EOFException.class)
                .hasMessage("it ended in the middle of a frame");
    }

    @Test
    void what_is_too_large_or_unknown_is_no_frame() {
        assertThatThrownBy(() -> decoded("01000100016869"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("a frame of 65537 bytes is larger than 32768");
        assertThatThrownBy(() -> decoded("01ffffffff6869"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("a frame of 4294967295 bytes is larger than 32768");
        assertThatThrownBy(() -> decoded("6300000000"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("a frame of the unknown kind 99");
    }

    @Test
    void numbers_and_sizes_are_read_back() {
        assertThat(Frame.number(FrameKind.FROM, 7).number()).isEqualTo(7);
        assertThat(Frame.size(new TerminalSize(200, 50)).size())
                .isEqualTo(new TerminalSize(200, 50));
        assertThatThrownBy(() -> Frame.empty(FrameKind.FROM).number())
                .hasMessage("a frame of kind FROM has no number");
        assertThatThrownBy(() -> Frame.number(FrameKind.ACK, -1).number())
                .hasMessage("a frame of kind ACK has no number");
        assertThatThrownBy(() -> Frame.empty(FrameKind.SIZE).size())
                .hasMessage("a frame of kind SIZE has no size");
    }

    private static String hex(Frame frame) {
        return HexFormat.of().formatHex(frame.bytes());
    }

    private static Optional<Frame> decoded(String hex) {
        return new FrameDecoder().next(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    private static byte[] wire(List<Frame> frames) {
        var wire = new ByteArrayOutputStream();
        frames.forEach(each -> wire.writeBytes(each.bytes()));
        return wire.toByteArray();
    }
}
