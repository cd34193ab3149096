package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.master.LoggedLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of what PostgreSQL says. */
class ProgramLogTest {
    private static final int BOUND = 1000;

    @TempDir private Path folder;

    @Test
    void however_much_is_said_the_log_stays_within_its_bound_and_the_newest_is_in_it()
            throws IOException {
        ProgramLog log = log();

        for (int i = 0; i < 10_000; i++) {
            log.add("line " + i);
        }

        assertThat(Files.size(file())).isLessThanOrEqualTo(BOUND);
        assertThat(Files.size(folder.resolve("postgres.log.1"))).isLessThanOrEqualTo(BOUND);
        assertThat(Files.readAllLines(file())).last().isEqualTo("line 9999");
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void the_last_words_name_the_cause_when_more_was_said_after_it() throws Exception {
        ProgramLog log = log();

        said(log, "LOG:  starting", "FATAL:  no space left", "LOG:  shut down");

        assertThat(log.lastWords()).isEqualTo("FATAL:  no space left");
    }

    @Test
    void without_a_cause_the_last_words_are_the_last_line() throws Exception {
        ProgramLog log = log();

        said(log, "LOG:  starting", "LOG:  shut down");

        assertThat(log.lastWords()).isEqualTo("LOG:  shut down");
    }

    @Test
    void the_words_of_an_earlier_program_are_not_those_of_this_one() throws Exception {
        ProgramLog log = log();
        said(log, "FATAL:  of yesterday");

        said(log);

        assertThat(log.lastWords()).isEqualTo("it said nothing");
    }

    @Test
    void a_log_that_cannot_be_written_is_told_once_and_keeps_nobody_from_speaking()
            throws Exception {
        Path file = folder.resolve("gone/postgres.log");
        var log = new ProgramLog(file, BOUND);

        try (var logged = LoggedLines.of(ProgramLog.class)) {
            said(log, "LOG:  starting", "PANIC:  could not write: no space left on device");

            assertThat(log.lastWords()).contains("no space left on device");
            assertThat(logged.all())
                    .containsExactly(
                            "WARN PostgreSQL's log cannot be written file=\"%s\" reason=\"no such file\""
                                    .formatted(file));
        }
    }

    private static void said(ProgramLog log, String... lines) throws Exception {
        Process program =
                new ProcessBuilder(
                                "printf", lines.length == 0 ? "" : "%b", String.join("\\n", lines))
                        .start();
        log.follow(program);
        program.waitFor();
        log.awaitEnd();
    }

    private ProgramLog log() {
        return new ProgramLog(file(), BOUND);
    }

    private Path file() {
        return folder.resolve("postgres.log");
    }
}
