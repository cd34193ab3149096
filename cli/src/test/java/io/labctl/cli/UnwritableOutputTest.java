package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.output.StandardOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnwritableOutputTest extends WithLabd {
    private static final String FULL =
            "labctl: the output could not be written: no space left on device\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get servers",
                "get servers -o json",
                "get servers -w",
                "report server/web1",
                "facts server/web1",
                "facts server/web1 os.name",
                "config get current-context",
                "config path",
                "completion bash",
                "version --client",
                "doctor",
                "--help",
                "--version",
                "get servers --help"
            })
    void a_full_disk_is_told_and_exits_1(String line) {
        answerAll();

        var result = operator.types(full(), line.split(" "));

        assertThat(result).isEqualTo(new Operator.Result(1, "", FULL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"get servers", "completion bash", "--help"})
    void a_reader_who_has_read_enough_is_no_fault(String line) {
        answerAll();

        var result = operator.types(left(), line.split(" "));

        assertThat(result).isEqualTo(new Operator.Result(0, "", ""));
    }

    @Test
    void a_token_that_nobody_got_is_named_for_its_end() {
        labd.answers(
                "POST /api/v1/tokens",
                Map.of("id", "abcde12345", "token", "lab1.x", "expiresAt", "2026-01-31T09:00:00Z"));
        String[] line = {"create", "token", "--cloud", "c", "--env", "e", "--role", "r"};

        String lost =
                "labctl: token abcde12345 was made and could not be written out; make it useless with 'labctl revoke token abcde12345'\n";
        assertThat(operator.types(full(), line)).isEqualTo(new Operator.Result(1, "", lost + FULL));
        assertThat(operator.types(left(), line)).isEqualTo(new Operator.Result(1, "", lost));
    }

    @Test
    void a_refusal_keeps_its_own_exit_code() {
        labd.answers("GET /api/v1/servers", Fleet.servers());

        var result = operator.types(full(), "describe", "server/web3");

        assertThat(result.exit()).isEqualTo(3);
    }

    @Test
    void watching_ends_with_its_reader() {
        answerAll();
        operator.pausing(() -> true);

        var result = operator.types(left(), "get", "servers", "-w");

        assertThat(result).isEqualTo(new Operator.Result(0, "", ""));
        assertThat(labd.requests()).hasSize(1);
    }

    private void answerAll() {
        labd.answers("GET /api/v1/servers", Fleet.servers())
                .answers("GET /api/v1/servers/web1/report", Fleet.report())
                .answers("GET /api/v1/servers/web1/facts", Fleet.facts())
                .answers("GET /api/v1/version", Map.of("version", "0.1.0"))
                .answers("GET /api/v1/reports", Map.of("items", new Object[0]));
    }

    private static StandardOutput full() {
        return new StandardOutput(new Unwritable("No space left on device"), () -> false);
    }

    private static StandardOutput left() {
        return new StandardOutput(new Unwritable("Broken pipe"), () -> true);
    }

    private static final class Unwritable extends OutputStream {
        private final String why;

        Unwritable(String why) {
            this.why = why;
        }

        @Override
        public void write(int one) throws IOException {
            throw new IOException(why);
        }
    }
}
