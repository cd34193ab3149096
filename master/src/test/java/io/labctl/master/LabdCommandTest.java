package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What labd says of a command line that it cannot follow. */
class LabdCommandTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--dat=/x | labd: unknown option '--dat', did you mean '--data'? (see 'labd --help')",
                "--zzz | labd: unknown option '--zzz' (see 'labd --help')",
                "a\u0009b | labd: 'a\\u0009b' is one word too many (see 'labd --help')",
                "--data | labd: missing --data DIR (see 'labd --help')"
            })
    void wrong_use_is_one_sentence_with_its_name_in_front(String argument, String sentence) {
        var err = new StringWriter();

        int code =
                LabdCommand.commandLine(Map.of(), new CleanEnd(), Greeting.ofThisProcess())
                        .setErr(new PrintWriter(err))
                        .execute(argument);

        assertThat(code).isEqualTo(2);
        assertThat(err).hasToString(sentence + System.lineSeparator());
    }

    @Test
    void a_setting_that_cannot_be_used_is_said_the_same_way() {
        var err = new StringWriter();

        int code =
                LabdCommand.commandLine(Map.of(), new CleanEnd(), Greeting.ofThisProcess())
                        .setErr(new PrintWriter(err))
                        .execute();

        assertThat(code).isEqualTo(2);
        assertThat(err.toString()).startsWith("labd: no data folder: ");
    }
}
