package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.cli.terminal.Interrupt;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the programs that a server has, on this machine. */
class CopyTest extends WithCopies {
    private static final FileTime THEN = FileTime.from(Instant.parse("2020-02-29T12:34:56Z"));
    private static final LinkOption ITSELF = LinkOption.NOFOLLOW_LINKS;

    @Test
    void a_tree_comes_there_and_back_as_it_is() throws IOException {
        Path tree = tree(here.resolve("tree"));

        assertThat(cp(tree, remote(""))).isEqualTo(done());
        assertThat(cp(remote("tree"), here.resolve("back"))).isEqualTo(done());

        for (Path copy : List.of(there.resolve("tree"), here.resolve("back"))) {
            assertThat(Files.readAllBytes(copy.resolve("big")))
                    .isEqualTo(Files.readAllBytes(tree.resolve("big")));
            assertThat(copy.resolve("sub/.hid grün")).hasContent("words");
            assertThat(Files.readSymbolicLink(copy.resolve("link"))).isEqualTo(Path.of("sub/no"));
            assertThat(mode(copy.resolve("big"))).isEqualTo("rwxr-x---");
            assertThat(mode(copy.resolve("empty"))).isEqualTo("r-x------");
            assertThat(mode(copy)).isEqualTo("rwx-----x");
            assertThat(Files.getLastModifiedTime(copy.resolve("big"))).isEqualTo(THEN);
            assertThat(Files.getLastModifiedTime(copy.resolve("sub"))).isEqualTo(THEN);
            assertThat(Files.getLastModifiedTime(copy)).isEqualTo(THEN);
        }
        assertThat(names(there)).containsExactly("tree");
        assertThat(names(here)).containsExactly("back", "tree");
    }

    private static Path tree(Path tree) throws IOException {
        var big = new byte[3_000_000];
        new Random(1).nextBytes(big);
        Files.createDirectories(tree.resolve("sub"));
        Files.createDirectories(tree.resolve("empty"));
        Files.write(tree.resolve("big"), big);
        Files.writeString(tree.resolve("sub/.hid grün"), "words");
        Files.createSymbolicLink(tree.resolve("link"), Path.of("sub/no"));
        set(tree.resolve("big"), "rwxr-x---");
        set(tree.resolve("empty"), "r-x------");
        set(tree.resolve("sub"), "rwxrwxrwx");
        set(tree, "rwx-----x");
        return tree;
    }

    @ParameterizedTest
    @CsvSource({"new,new", "./new,new", "folder,folder/f", "folder/,folder/f", "file,file", "'',f"})
    void the_target_is_a_folder_or_a_new_name(String target, String place) throws IOException {
        write(here.resolve("f"), "one");
        write(there.resolve("f"), "two");
        for (Path each : List.of(here, there)) {
            Files.createDirectory(each.resolve("folder"));
            write(each.resolve("file"), "old");
        }

        assertThat(cp(here.resolve("f"), remote(target))).isEqualTo(done());
        assertThat(there.resolve(place)).hasContent("one");
        write(there.resolve("g"), "two");
        if (!target.isEmpty()) {
            assertThat(cp(remote("g"), here + "/" + target)).isEqualTo(done());
            assertThat(here.resolve(place.replace("/f", "/g"))).hasContent("two");
        }
    }

    @Test
    void several_sources_go_into_a_folder() throws IOException {
        write(here.resolve("a"), "1");
        write(here.resolve("b"), "2");
        Path folder = Files.createDirectory(there.resolve("d"));

        assertThat(cp(here.resolve("a"), here.resolve("b"), remote("d"))).isEqualTo(done());
        assertThat(names(folder)).containsExactly("a", "b");

        Path back = Files.createDirectory(here.resolve("back"));
        assertThat(cp(remote("d/a"), remote("d/b"), back)).isEqualTo(done());
        assertThat(names(back)).containsExactly("a", "b");
        assertThat(back.resolve("b")).hasContent("2");
    }

    @Test
    void a_folder_that_is_there_keeps_what_else_is_in_it() throws IOException {
        write(Files.createDirectories(here.resolve("d/sub")).resolve("new"), "new");
        write(here.resolve("d/both"), "new");
        write(Files.createDirectories(there.resolve("d/sub")).resolve("kept"), "kept");
        write(there.resolve("d/both"), "old");

        assertThat(cp(here.resolve("d"), remote(""))).isEqualTo(done());

        assertThat(names(there.resolve("d"))).containsExactly("both", "sub");
        assertThat(names(there.resolve("d/sub"))).containsExactly("kept", "new");
        assertThat(there.resolve("d/both")).hasContent("new");
    }

    @Test
    void a_link_that_is_named_is_followed_and_keeps_its_name() throws IOException {
        for (Path each : List.of(here, there)) {
            write(each.resolve("version-1"), "words");
            Files.createSymbolicLink(each.resolve("current"), Path.of("version-1"));
        }
        Path up = Files.createDirectory(there.resolve("up"));
        Path down = Files.createDirectory(here.resolve("down"));

        cp(here.resolve("current"), remote("up"));
        cp(remote("current"), down);

        for (Path copy : List.of(up.resolve("current"), down.resolve("current"))) {
            assertThat(Files.isRegularFile(copy, ITSELF)).isTrue();
            assertThat(copy).hasContent("words");
        }
    }

    @Test
    void a_folder_that_is_named_by_a_dot_has_its_own_name() throws IOException {
        write(Files.createDirectory(there.resolve("d")).resolve("x"), "1");

        assertThat(cp(remote("d/."), here)).isEqualTo(done());
        assertThat(here.resolve("d/x")).hasContent("1");
        assertThat(cp(here.resolve("d/."), remote("d"))).isEqualTo(done());
        assertThat(there.resolve("d/d/x")).hasContent("1");
    }

    @Test
    void of_hard_links_each_is_a_file() throws IOException {
        write(Files.createDirectory(there.resolve("d")).resolve("a"), "1");
        Files.createLink(there.resolve("d/b"), there.resolve("d/a"));

        assertThat(cp(remote("d"), here)).isEqualTo(done());

        assertThat(here.resolve("d/b")).hasContent("1");
        assertThat(Files.isSameFile(here.resolve("d/a"), here.resolve("d/b"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f | server/web1:no/new | 3 | server 'web1': no such folder './no'",
                "f | server/web1:no/ | 3 | server 'web1': no such folder './no/'",
                "f | server/web1:file/ | 1 | server 'web1': './file/' is no folder",
                "f | server/web1:file/x | 1 | server 'web1': './file' is no folder",
                "f g | server/web1:new | 3 | server 'web1': no such folder './new'",
                "d | server/web1:file | 1 | server 'web1': './file' is no folder: a folder cannot replace it",
                "f | server/web1:holds | 1 | server 'web1': './holds/f' is a folder: a file cannot replace it",
                "no | server/web1: | 3 | '@/no': no such file or folder",
                "f/ | server/web1: | 2 | '@/f' is no folder",
                "server/web1:no | here | 3 | server 'web1': './no': No such file or directory",
                "server/web1:file/ | here | 1 | server 'web1': './file/': Not a directory",
                "server/web1:/ | here | 1 | server 'web1': '/' has no name that it could have elsewhere",
                "server/web1:file | here/no/x | 3 | no such folder '@/no'",
                "server/web1:file | here/no/ | 3 | no such folder '@/no'",
                "server/web1:file | here/f/ | 1 | '@/f' is no folder",
                "server/web1:empty | here/f | 1 | '@/f' is no folder: a folder cannot replace it",
            })
    void what_cannot_be_is_told_and_changes_nothing(
            String sources, String target, int exit, String sentence) throws IOException {
        for (Path each : List.of(here.resolve("f"), here.resolve("g"), there.resolve("file"))) {
            write(each, "old");
        }
        Files.createDirectory(here.resolve("d"));
        Files.createDirectory(there.resolve("empty"));
        Files.createDirectories(there.resolve("holds/f/deep"));
        List<String> before = Stream.concat(names(here).stream(), names(there).stream()).toList();

        Object[] words =
                Stream.concat(Stream.of(sources.split(" ")), Stream.of(target))
                        .map(this::inPlace)
                        .toArray();

        assertThat(cp(words))
                .isEqualTo(
                        new Operator.Result(
                                exit,
                                "",
                                "labctl: " + sentence.replace("@", here.toString()) + "\n"));
        assertThat(Stream.concat(names(here).stream(), names(there).stream()).toList())
                .isEqualTo(before);
    }

    private Object inPlace(String word) {
        if (word.startsWith("server/")) {
            return word;
        }
        return word.startsWith("here") ? home + "/" + word : here + "/" + word;
    }

    @Test
    void what_is_neither_file_nor_folder_nor_link_is_left_out() throws IOException {
        for (Path each : List.of(here, there)) {
            write(Files.createDirectory(each.resolve("d")).resolve("x"), "1");
            run("mkfifo", each.resolve("d/pipe").toString());
        }
        Path up = Files.createDirectory(there.resolve("up"));

        Operator.Result sent = cp(here.resolve("d"), remote("up"));
        Operator.Result got = cp(remote("d"), here.resolve("got"));

        assertThat(sent.err())
                .isEqualTo(
                        "labctl: '%s' is no file, folder or symbolic link, and was not copied\n"
                                .formatted(here.resolve("d/pipe")));
        assertThat(got.err())
                .isEqualTo(
                        "labctl: 'd/pipe' is no file, folder or symbolic link, and was not copied\n");
        assertThat(List.of(sent.exit(), got.exit())).containsExactly(1, 1);
        assertThat(names(up.resolve("d"))).containsExactly("x");
        assertThat(names(here.resolve("got"))).containsExactly("x");
    }

    @Test
    void a_pipe_that_is_named_is_left_out_too() throws IOException {
        run("mkfifo", here.resolve("pipe").toString());

        Operator.Result sent = cp(here.resolve("pipe"), remote(""));

        assertThat(sent)
                .isEqualTo(
                        new Operator.Result(
                                1,
                                "",
                                "labctl: '%s' is no file, folder or symbolic link, and was not copied\n"
                                        .formatted(here.resolve("pipe"))));
        assertThat(names(there)).isEmpty();
    }

    @Test
    void ctrl_c_ends_both_sides_and_leaves_what_was_there()
            throws IOException, InterruptedException {
        write(there.resolve("big"), "old");
        try (var big = new RandomAccessFile(here.resolve("big").toFile(), "rw")) {
            big.setLength(8L << 30);
        }
        var told = new AtomicReference<Consumer<Interrupt>>(_ -> {});
        operator.interruptedBy(
                listener -> {
                    told.set(listener);
                    return () -> {};
                });
        Thread person =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    await().until(this::isUnderWay);
                                    told.get().accept(Interrupt.INT);
                                });

        Operator.Result result = cp(here.resolve("big"), remote(""));

        assertThat(result.exit()).isEqualTo(130);
        assertThat(names(there)).containsExactly("big");
        assertThat(there.resolve("big")).hasContent("old");
        assertThat(person.join(Duration.ofSeconds(10))).isTrue();
    }

    private boolean isUnderWay() {
        return names(there).stream()
                .filter(each -> each.startsWith(".labctl-cp-"))
                .anyMatch(each -> Files.exists(there.resolve(each).resolve("big")));
    }

    private static void set(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        Files.setLastModifiedTime(file, THEN);
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file, ITSELF));
    }
}
