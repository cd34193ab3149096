package io.labctl.catalog.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
    @Test
    void what_is_printed_arrives_in_utf_8() {
        var bytes = new ByteArrayOutputStream();
        var out = new StandardOutput(bytes, () -> false);

        out.println("grün");

        assertThat(out.takesMore()).isTrue();
        assertThat(out.fault()).isEmpty();
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo("grün\n");
    }

    @Test
    void bytes_arrive_as_they_are_behind_the_text_before_them() {
        var bytes = new ByteArrayOutputStream();
        var out = new StandardOutput(bytes, () -> false);

        out.print("a");
        boolean taken = out.pass(new byte[] {(byte) 0xff, 0});

        assertThat(taken).isTrue();
        assertThat(bytes.toByteArray()).containsExactly('a', 0xff, 0);
    }

    @Test
    void bytes_that_are_not_taken_are_a_fault_too() {
        var out = new StandardOutput(new FullDisk(0), () -> false);

        assertThat(out.pass(new byte[] {1})).isFalse();
        assertThat(out.fault()).contains("no space left on device");
    }

    @Test
    void a_full_disk_is_a_fault_in_words() {
        var out = new StandardOutput(new FullDisk(0), () -> false);

        out.println("web1");

        assertThat(out.takesMore()).isFalse();
        assertThat(out.fault()).contains("no space left on device");
    }

    @Test
    void a_reader_who_left_is_no_fault() {
        var out = new StandardOutput(new FullDisk(0), () -> true);

        out.println("web1");

        assertThat(out.takesMore()).isFalse();
        assertThat(out.fault()).isEmpty();
    }

    @Test
    void after_a_fault_nothing_more_is_written() {
        var disk = new FullDisk(1);
        var out = new StandardOutput(disk, () -> false);

        out.println("web1");
        out.flush();
        out.println("web2");
        out.flush();

        assertThat(disk.tried).isEqualTo(1);
    }

    /** A disk on which there is room again after some writes. */
    private static final class FullDisk extends OutputStream {
        private final int refusals;
        private int tried;

        FullDisk(int refusals) {
            this.refusals = refusals;
        }

        @Override
        public void write(int one) throws IOException {
            tried++;
            if (refusals == 0 || tried <= refusals) {
                throw new IOException("No space left on device");
            }
        }
    }
}
