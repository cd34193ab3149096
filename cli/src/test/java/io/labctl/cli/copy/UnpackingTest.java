package io.labctl.cli.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Conflict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UnpackingTest {
    private final Said said = new Said();

    @TempDir Path home;
    private Path into;

    @BeforeEach
    void an_empty_folder_with_something_beside_it() throws IOException {
        into = Files.createDirectory(home.resolve("into"));
        Files.createDirectory(home.resolve("beside"));
    }

    @Test
    void a_folder_comes_with_its_modes_times_and_links() throws IOException {
        String sent =
                unpack(
                        new Archive()
                                .folder("./d", 0750)
                                .file("./d/x", "words", 0640)
                                .folder("./d/empty", 0500)
                                .link("./d/l", "../../beside/none")
                                .sent());

        assertThat(sent).isEqualTo("d");
        assertThat(into.resolve("d/x")).hasContent("words");
        assertThat(mode("d")).isEqualTo(0750);
        assertThat(mode("d/x")).isEqualTo(0640);
        assertThat(mode("d/empty")).isEqualTo(0500);
        assertThat(Files.readSymbolicLink(into.resolve("d/l")))
                .isEqualTo(Path.of("../../beside/none"));
        assertThat(said.lines()).isEmpty();
    }

    @Test
    void several_archives_stand_one_behind_the_other() throws IOException {
        InputStream both =
                new SequenceInputStream(
                        new Archive().file("./a", "1").sent(),
                        new Archive().file("./b", "2").sent());

        var archives = new Archives(both);

        unpack(archives);
        unpack(archives);

        assertThat(into.resolve("a")).hasContent("1");
        assertThat(into.resolve("b")).hasContent("2");
    }

    @Test
    void the_set_user_id_and_set_group_id_bits_are_dropped() throws IOException {
        unpack(new Archive().file("./x", "#!", 06755).sent());

        assertThat(mode("x")).isEqualTo(0755);
    }

    @Test
    void devices_pipes_and_hard_links_are_left_out_and_named() throws IOException {
        unpack(
                new Archive()
                        .folder("./d")
                        .device("./d/null")
                        .pipe("./d/pipe")
                        .hardLink("./d/hard", "/etc/passwd")
                        .file("./d/x", "words")
                        .sent());

        assertThat(names("d")).containsExactly("x");
        assertThat(said.lines())
                .containsExactly(
                        "labctl: 'd/null' is no file, folder or symbolic link, and was not copied",
                        "labctl: 'd/pipe' is no file, folder or symbolic link, and was not copied",
                        "labctl: 'd/hard' is no file, folder or symbolic link, and was not copied");
    }

    @ParameterizedTest
    @MethodSource
    void nothing_is_made_elsewhere(String what, Archive archive) throws IOException {
        assertThatThrownBy(() -> unpack(archive.sent()))
                .isInstanceOfAny(Conflict.class, IOException.class);

        assertThat(all(home.resolve("beside"))).containsExactly("");
        assertThat(all(home)).doesNotContain("x");
        assertThat(Path.of("/tmp/labctl-cp-hostile")).doesNotExist();
    }

    static Stream<Arguments> nothing_is_made_elsewhere() {
        String link = "./d/l";
        return Stream.of(
                Arguments.of("up", new Archive().file("../x", "evil")),
                Arguments.of("up behind a dot", new Archive().file("./../x", "evil")),
                Arguments.of(
                        "up in the middle",
                        new Archive().folder("./d").file("./d/../../x", "evil")),
                Arguments.of("up alone", new Archive().folder("..")),
                Arguments.of("here itself", new Archive().folder(".")),
                Arguments.of("absolute", new Archive().file("/tmp/labctl-cp-hostile", "evil")),
                Arguments.of(
                        "absolute behind a dot",
                        new Archive().file(".//tmp/labctl-cp-hostile", "e")),
                Arguments.of(
                        "through a link of its own",
                        new Archive()
                                .folder("./d")
                                .link(link, "../../beside")
                                .file(link + "/x", "evil")),
                Arguments.of(
                        "through a link that is said to be a folder",
                        new Archive()
                                .folder("./d")
                                .link(link, "../../beside")
                                .folder(link)
                                .file(link + "/x", "evil")),
                Arguments.of(
                        "through a link at the top",
                        new Archive().link("./l", "../beside").file("./l/x", "evil")),
                Arguments.of(
                        "through a link by a letter whose code has a slash in it",
                        new Archive()
                                .folder("./d")
                                .link(link, "../../beside")
                                .pax(link + "\u2fabx", "evil")),
                Arguments.of("a link alone", new Archive().link("./l", "../beside")),
                Arguments.of(
                        "into a link in a file's place",
                        new Archive()
                                .folder("./d")
                                .link(link, "../../beside/x")
                                .file(link, "evil")),
                Arguments.of(
                        "in a folder that was never sent",
                        new Archive().folder("./d").file("./d/e/x", "")),
                Arguments.of("a second thing", new Archive().file("./a", "").file("./x", "evil")));
    }

    @ParameterizedTest
    @CsvSource({
        "S, an entry of kind 83 in it was not asked for",
        "x, an entry of kind 120 in it was not asked for",
        "L, a name in it is longer than 65536 bytes",
        "K, a name in it is longer than 65536 bytes",
    })
    void headers_that_take_more_than_is_sent_are_refused(char kind, String sentence) {
        var archive = new Archive().entry("./x", (byte) kind, "x".repeat(65537));

        assertThatThrownBy(() -> unpack(archive.sent())).hasMessage(sentence);
    }

    @Test
    void folders_are_not_in_one_another_without_end() throws IOException {
        var archive = new Archive();
        String name = ".";
        for (int i = 0; i < 251; i++) {
            name += "/d";
            archive.folder(name);
        }
        InputStream sent = archive.sent();

        assertThatThrownBy(() -> unpack(sent))
                .isInstanceOf(Conflict.class)
                .hasMessage(
                        "the server sent more than 250 folders in one another: nothing was copied");
    }

    @Test
    void names_do_not_act_on_a_terminal() {
        assertThatThrownBy(() -> unpack(new Archive().file("./\u001b[2J/../x", "").sent()))
                .hasMessage(
                        "the server sent './\\u001b[2J/../x', which was not asked for: nothing was copied");
    }

    @Test
    void names_may_be_long_and_no_utf8() throws IOException {
        String umlaut = ByteNames.ofText("grün");
        String latin = "gr\u00fcn";
        String tall = "t".repeat(200);
        var bytes = new ByteArrayOutputStream();
        var packing = new Packing(bytes, said.remarks(), said.progress());
        Path source = Files.createDirectory(home.resolve("source"));
        for (String name : List.of(umlaut, latin, tall)) {
            Files.createFile(source.resolve(ByteNames.path(name)));
        }
        packing.add(source, "d");
        packing.end();

        unpack(new ByteArrayInputStream(bytes.toByteArray()));

        assertThat(said.lines()).isEmpty();
        try (Stream<Path> all = Files.list(into.resolve("d"))) {
            assertThat(all.map(ByteNames::ofName)).containsExactlyInAnyOrder(umlaut, latin, tall);
        }
    }

    private @Nullable String unpack(InputStream archive) throws IOException {
        return unpack(new Archives(archive));
    }

    private @Nullable String unpack(Archives archives) throws IOException {
        return new Unpacking(archives, into, said.remarks(), said.progress()).unpack(true);
    }

    private int mode(String file) throws IOException {
        return Attributes.of(into.resolve(file), LinkOption.NOFOLLOW_LINKS).mode();
    }

    private List<String> names(String folder) throws IOException {
        try (Stream<Path> all = Files.list(into.resolve(folder))) {
            return all.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }

    private static List<String> all(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder, 1)) {
            return all.map(each -> folder.relativize(each).toString()).toList();
        }
    }
}
