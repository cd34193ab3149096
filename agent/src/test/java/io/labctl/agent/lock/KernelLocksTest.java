package io.labctl.agent.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class KernelLocksTest {
    /** 253:1, as stat(2) gives it. */
    private static final long DEVICE = 0xfd01;

    private static final long INODE = 131090;

    @Test
    void the_holder_of_the_file_is_found_among_others() {
        assertThat(
                        holder(
                                "1: FLOCK  ADVISORY  WRITE 611 00:1a:131090 0 EOF",
                                "2: POSIX  ADVISORY  WRITE 612 fd:01:13109 0 EOF",
                                "3: POSIX  ADVISORY  WRITE 613 fd:01:131090 0 EOF"))
                .hasValue(613);
    }

    @Test
    void who_only_waits_for_it_does_not_hold_it() {
        assertThat(
                        holder(
                                "1: -> POSIX  ADVISORY  WRITE 614 fd:01:131090 0 EOF",
                                "2: POSIX  ADVISORY  WRITE 613 fd:01:131090 0 EOF",
                                "2: -> POSIX  ADVISORY  WRITE 615 fd:01:131090 0 EOF"))
                .hasValue(613);
        assertThat(holder("1: -> POSIX  ADVISORY  WRITE 614 fd:01:131090 0 EOF")).isEmpty();
    }

    @Test
    void a_holder_in_another_pid_namespace_is_nobody() {
        assertThat(holder("1: POSIX  ADVISORY  WRITE 0 fd:01:131090 0 EOF")).isEmpty();
        assertThat(holder("1: OFDLCK ADVISORY  WRITE -1 fd:01:131090 0 EOF")).isEmpty();
    }

    @Test
    void a_line_that_is_cut_off_is_passed_over() {
        assertThat(holder("", "1: POSIX  ADVISORY  WRITE 613")).isEmpty();
    }

    @Test
    void devices_with_numbers_beyond_8_bits_are_written_as_the_kernel_does() {
        long major103AndMinor12345 = 0x123_103_45L;

        assertThat(KernelLocks.number(major103AndMinor12345, 7)).isEqualTo("103:12345:7");
        assertThat(KernelLocks.number(0x1a, 7)).isEqualTo("00:1a:7");
    }

    private static OptionalLong holder(String... lines) {
        return KernelLocks.holder(List.of(lines), KernelLocks.number(DEVICE, INODE));
    }
}
