package io.labctl.agent.replaced;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.Root;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the next run makes of a write over {@code /hosts} that was cut. */
class OverwritesTest {
    private static final String OLD = "10.0.0.1 db\n10.0.0.2 web\n";
    private static final String NEW = "10.0.0.100 db\n10.0.0.2 web\n";
    private static final String TORN = "10.0.0.100 db0.0.0.2 web\nb\n";
    private static final String CUT = "a write over '/hosts' was cut short";

    @TempDir private Path folder;
    private Root root;
    private Overwrites overwrites;

    @BeforeEach
    void a_write_was_cut() throws IOException {
        root = new Root(Files.createDirectory(folder.resolve("root")));
        Path state = Files.createDirectory(folder.resolve("overwriting"));
        Files.writeString(state.resolve("before"), OLD);
        Files.writeString(state.resolve("after"), NEW);
        Files.writeString(state.resolve("path"), "/hosts");
        Files.writeString(hosts(), TORN);
        overwrites = new Overwrites(state);
    }

    @Test
    void it_is_finished_and_told_once() {
        assertThat(overwrites.finish(root)).contains(CUT + " and is finished now");

        assertThat(hosts()).hasContent(NEW);
        assertThat(folder.resolve("overwriting")).isEmptyDirectory();
        assertThat(overwrites.finish(root)).isEmpty();
    }

    @Test
    void it_is_only_told_where_nothing_may_be_changed() {
        assertThat(overwrites.unfinished())
                .contains(CUT + "; the next run that is no --noop run finishes it");

        assertThat(hosts()).hasContent(TORN);
        assertThat(overwrites.unfinished()).isPresent();
    }

    @Test
    void a_file_that_somebody_has_written_since_is_left_alone() throws IOException {
        Files.writeString(hosts(), "10.0.0.7 mine\n");

        assertThat(overwrites.finish(root))
                .contains(CUT + "; it is not finished, for the file is another one by now");

        assertThat(hosts()).hasContent("10.0.0.7 mine\n");
        assertThat(overwrites.finish(root)).isEmpty();
    }

    @Test
    void a_file_that_is_gone_is_not_made_again() throws IOException {
        Files.delete(hosts());

        assertThat(overwrites.finish(root)).isPresent();

        assertThat(hosts()).doesNotExist();
        assertThat(overwrites.finish(root)).isEmpty();
    }

    @Test
    void what_stands_there_instead_is_left_alone() throws IOException {
        Files.delete(hosts());
        Files.writeString(folder.resolve("root/other"), TORN);
        Files.createSymbolicLink(hosts(), Path.of("other"));

        assertThat(overwrites.finish(root)).isPresent();

        assertThat(folder.resolve("root/other")).hasContent(TORN);
    }

    @Test
    void one_that_cannot_be_finished_is_told_again_by_the_next_run() throws IOException {
        Files.delete(folder.resolve("overwriting/after"));
        Files.createDirectory(folder.resolve("overwriting/after"));

        assertThat(overwrites.finish(root))
                .hasValueSatisfying(
                        said -> assertThat(said).startsWith(CUT + " and could not be finished: "));

        assertThat(hosts()).hasContent(TORN);
        assertThat(overwrites.finish(root)).isPresent();
    }

    @Test
    void a_note_that_cannot_be_read_is_told_as_that_in_every_run() throws IOException {
        Path note = folder.resolve("overwriting/path");
        Files.delete(note);
        Files.createDirectory(note);
        String said =
                "whether a write over a file was cut short is not known: '%s': is a directory"
                        .formatted(note);

        assertThat(overwrites.unfinished()).contains(said);
        assertThat(overwrites.finish(root)).contains(said);

        assertThat(hosts()).hasContent(TORN);
    }

    private Path hosts() {
        return root.at("/hosts");
    }
}
