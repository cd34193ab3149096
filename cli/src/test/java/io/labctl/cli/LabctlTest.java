package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.output.StandardOutput;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of which commands the options are read. */
class LabctlTest {
    @TempDir private static Path home;

    static Set<String> commands() {
        return names();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_is_known_by_its_first_word_as_among_all_the_others(String name) {
        var operator = new Operator(home);

        assertThat(operator.types(name, "--help"))
                .isEqualTo(operator.types("--context", "x", name, "--help"))
                .satisfies(help -> assertThat(help.out()).contains("labctl " + name));
    }

    @Test
    void no_other_is_read_where_the_first_word_is_ones_name() {
        assertThat(names("exec", "server/web1", "true")).containsExactly("exec");
    }

    @Test
    void all_are_read_for_what_is_about_all_and_for_a_word_that_is_none() {
        assertThat(names("help", "exec")).isEqualTo(commands()).contains("exec", "help");
        assertThat(names("exce")).isEqualTo(commands());
    }

    private static Set<String> names(String... words) {
        return new Operator(home)
                .labctl(
                        new StandardOutput(OutputStream.nullOutputStream(), () -> false),
                        OutputStream.nullOutputStream())
                .commands(words)
                .getSubcommands()
                .keySet();
    }
}
