package io.labctl.agent.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.LogQuery;
import io.labctl.catalog.session.LogSource;
import io.labctl.catalog.work.WorkEnd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What people see of the logs of a machine. */
class LogsIT extends SessionCase {
    @Test
    void a_file_is_shown_from_as_many_lines_as_are_wanted() throws Exception {
        Path log = log("one\ntwo\nthree\nfour");

        shows(log, 2);

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo("three\nfour");
    }

    @Test
    void all_of_a_long_file_comes_bit_for_bit() throws Exception {
        String much =
                IntStream.range(0, 300_000)
                        .mapToObj(each -> "line " + each)
                        .collect(Collectors.joining("\n", "", "\n"));
        Path log = log(much);

        shows(log, null);

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo(much);
    }

    @Test
    void the_last_lines_are_found_behind_much_else() throws Exception {
        Path log = log("x".repeat(200_000) + "\n" + "y".repeat(100_000) + "\nend\n");

        shows(log, 2);

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out()).isEqualTo("y".repeat(100_000) + "\nend\n");
    }

    @Test
    void a_file_that_is_followed_goes_on_in_the_one_that_gets_its_name() throws Exception {
        Path log = log("before\n");
        follows(log, 0);
        append(log, "old 1\n");
        await().until(() -> out().equals("old 1\n"));

        Path rotated = log.resolveSibling("app.log.1");
        Files.move(log, rotated);
        append(rotated, "old 2\n");
        append(log, "new 1\n");
        append(log, "new 2\n");

        await().untilAsserted(() -> assertThat(out()).isEqualTo("old 1\nold 2\nnew 1\nnew 2\n"));
    }

    /** logrotate(8) makes the new file before it tells the writer of the old one. */
    @Test
    void what_still_comes_into_the_file_of_before_is_shown_too() throws Exception {
        Path log = log("before\n");
        follows(log, 0);
        append(log, "old 1\n");
        await().until(() -> out().equals("old 1\n"));

        Path rotated = Files.move(log, log.resolveSibling("app.log.1"));
        append(log, "new 1\n");
        await().until(() -> out().endsWith("new 1\n"));
        append(rotated, "old 2\n");
        await().until(() -> out().endsWith("old 2\n"));
        append(log, "new 2\n");

        await().untilAsserted(() -> assertThat(out()).isEqualTo("old 1\nnew 1\nold 2\nnew 2\n"));
    }

    @Test
    void a_file_that_was_cut_off_is_read_from_its_new_start() throws Exception {
        Path log = log("a long line that was there before\n");
        follows(log, 1);
        await().until(() -> out().endsWith("before\n"));

        Files.writeString(log, "new\n");

        await().untilAsserted(() -> assertThat(out()).endsWith("before\nnew\n"));
    }

    @Test
    void who_presses_ctrl_c_ends_it() throws Exception {
        follows(log("one\n"), 10);
        await().until(() -> out().equals("one\n"));

        caller().says(Frame.text(FrameKind.SIGNAL, "INT"));

        assertThat(caller().end()).isEqualTo(new WorkEnd.Exited(130));
    }

    @Test
    void a_file_that_is_not_there_is_told_by_its_name() {
        Path log = folder().resolve("none.log");

        UUID id = shows(log, null);

        told(id, new WorkEnd.Failed("there is no file '%s'".formatted(log), true));
    }

    @Test
    void a_file_that_may_not_be_read_is_refused() {
        UUID id = shows(Path.of("/etc/passwd"), null);

        told(
                id,
                new WorkEnd.Refused(
                        "the policy of this machine does not allow to read '/etc/passwd'"));
    }

    @Test
    void a_link_leads_to_nothing_that_may_not_be_read() throws Exception {
        Path link = Files.createSymbolicLink(folder().resolve("app.log"), Path.of("/etc/passwd"));

        UUID id = shows(link, null);

        told(
                id,
                new WorkEnd.Refused(
                        "the policy of this machine does not allow to read '%s', which leads to '/etc/passwd'"
                                .formatted(link)));
        assertThat(out()).isEmpty();
    }

    @Test
    void a_file_that_becomes_a_link_to_another_is_read_no_further() throws Exception {
        Path log = log("one\n");
        follows(log, 1);
        await().until(() -> out().equals("one\n"));

        Path link = Files.createSymbolicLink(folder().resolve("link"), Path.of("/etc/passwd"));
        Files.move(link, log, StandardCopyOption.ATOMIC_MOVE);

        assertThat(caller().end())
                .isEqualTo(
                        new WorkEnd.Refused(
                                "the policy of this machine does not allow to read '%s', which leads to '/etc/passwd'"
                                        .formatted(log)));
        assertThat(out()).isEqualTo("one\n");
        assertThat(caller().err()).isEmpty();
    }

    /** As one of lastlog(8) is. */
    @Test
    void a_file_that_has_too_few_lines_far_back_is_refused() throws Exception {
        Path log = log("");
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap("end\n".getBytes(UTF_8)), 1L << 40);
        }

        UUID id = shows(log, 100);

        told(
                id,
                new WorkEnd.Failed(
                        "the last 64 MiB of '%s' have fewer than 100 lines: ask for fewer, or for all"
                                .formatted(log)));
    }

    @Test
    void another_name_of_a_file_is_read_only_where_root_alone_can_have_made_it() throws Exception {
        Path log = log("one\n");
        Files.createLink(folder().resolve("app.old"), log);

        shows(log, null);
        await().until(() -> out().equals("one\n"));

        Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
        told(
                shows(log, null),
                new WorkEnd.Failed(
                        "'%s' has 2 names (hard links), and not only root can make some there: it may be another file's content"
                                .formatted(log)));
    }

    /** It is too long to be read meanwhile. */
    @Test
    void a_file_is_let_go_when_its_reader_is_gone_in_the_midst() throws Exception {
        Path log = log("much\n".repeat(5_000_000));
        caller().acknowledgesNothing();
        shows(log, null);
        await().until(() -> isOpen(log));

        caller().isTakenForEnded();

        await().until(() -> !isOpen(log));
    }

    private static boolean isOpen(Path file) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.anyMatch(each -> leadsTo(each, file));
        }
    }

    private static boolean leadsTo(Path descriptor, Path file) {
        try {
            return Files.readSymbolicLink(descriptor).equals(file);
        } catch (IOException _) { // closed since
            return false;
        }
    }

    @Test
    void what_is_no_file_is_not_read() {
        UUID id = shows(folder(), null);

        told(id, new WorkEnd.Failed("'%s' is no file to be read".formatted(folder())));
    }

    @Test
    void the_agent_shows_what_it_has_told_itself() {
        String word = "told at " + System.nanoTime();
        LoggerFactory.getLogger(LogsIT.class).info(word);

        machine().runs(new LogQuery(new LogSource.OfAgent(), 500, true));

        await().untilAsserted(() -> assertThat(out()).contains(" INFO " + word));
        LoggerFactory.getLogger(LogsIT.class).info(word + " and later");
        await().untilAsserted(() -> assertThat(out()).contains(word + " and later"));
    }

    @Test
    void the_last_lines_of_the_agent_are_those_from_before_they_were_asked_for() {
        Logger log = LoggerFactory.getLogger(LogsIT.class);
        log.info("one");
        log.info("two");

        machine().runs(new LogQuery(new LogSource.OfAgent(), 2, false));

        assertThat(caller().end()).isEqualTo(WELL);
        assertThat(out().lines())
                .satisfiesExactly(
                        line -> assertThat(line.strip()).endsWith(" one"),
                        line -> assertThat(line.strip()).endsWith(" two"));
    }

    private Path log(String content) throws IOException {
        return Files.writeString(folder().resolve("app.log"), content);
    }

    private static void append(Path log, String more) throws IOException {
        Files.writeString(log, more, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private UUID shows(Path file, @Nullable Integer lines) {
        return machine().runs(new LogQuery(new LogSource.OfFile(file.toString()), lines, false));
    }

    private void follows(Path file, int lines) throws InterruptedException {
        machine().runs(new LogQuery(new LogSource.OfFile(file.toString()), lines, true));
        await().until(() -> caller().connections() > 0);
    }
}
