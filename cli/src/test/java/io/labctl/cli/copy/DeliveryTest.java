package io.labctl.cli.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.name.ServerName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
    private static final ServerName WEB = new ServerName("web1");

    private final Said said = new Said();

    @TempDir Path home;

    @Test
    void each_thing_comes_with_the_name_that_was_typed() throws IOException {
        Path hidden = hidden();

        List<Delivered> delivered =
                unpack(hidden, all(hidden, file("version-1"), file("b")), "current", "");

        assertThat(delivered)
                .containsExactly(
                        new Delivered(hidden.resolve("0/version-1"), "current", false),
                        new Delivered(hidden.resolve("1/b"), "b", true));
    }

    @Test
    void one_that_breaks_off_anywhere_is_none() throws IOException {
        var tree = new Archive().folder("./d");
        for (int i = 0; i < 30; i++) {
            tree.file("./d/file-" + i, "words".repeat(i * 20));
        }
        byte[] whole = all(home.resolve("label"), tree, file("b"));

        for (int length = 0; length < whole.length; length += TarFormat.BLOCK) {
            byte[] part = Arrays.copyOf(whole, length);
            Path hidden = Files.createDirectories(home.resolve(length + "/label"));

            assertThatThrownBy(() -> unpack(hidden, part, "d", "b"))
                    .as("%d bytes of %d", length, whole.length)
                    .isInstanceOf(IOException.class)
                    .hasMessage("it breaks off");
        }
        assertThat(unpack(Files.createDirectory(home.resolve("label")), whole, "d", "b"))
                .hasSize(2);
    }

    /** Its end may begin in one record and go on in the next. */
    @Test
    void one_of_any_length_is_whole() throws Exception {
        for (int blocks = 0; blocks <= 2 * TarFormat.RECORD / TarFormat.BLOCK; blocks++) {
            Path hidden = hidden();
            String label = hidden.getFileName().toString();
            Path file = home.resolve("f");
            Files.write(file, new byte[blocks * TarFormat.BLOCK]);
            var sent = new ByteArrayOutputStream();
            sent.write(tar("-C", home.toString(), "-c", "./f"));
            sent.write(tar("-c", "-V", label, "-T", "/dev/null"));

            assertThat(unpack(hidden, sent.toByteArray(), "f"))
                    .as("%d blocks", blocks)
                    .containsExactly(new Delivered(hidden.resolve("0/f"), "f", false));
        }
    }

    private static byte[] tar(String... words) throws IOException {
        var argv = Stream.concat(Stream.of("tar", "-f", "-"), Stream.of(words)).toList();
        Process tar =
                new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return tar.getInputStream().readAllBytes();
    }

    @Test
    void one_archive_more_or_less_is_none() throws IOException {
        Path less = hidden();
        byte[] one = all(less, file("a"));
        assertThatThrownBy(() -> unpack(less, one, "a", "b")).isInstanceOf(Conflict.class);

        Path more = hidden();
        byte[] two = all(more, file("a"), file("b"));
        assertThatThrownBy(() -> unpack(more, two, "a")).hasMessage("it breaks off");
    }

    @Test
    void another_label_is_none() throws IOException {
        byte[] others = all(home.resolve("other"), file("a"));
        Path hidden = hidden();

        assertThatThrownBy(() -> unpack(hidden, others, "a")).hasMessage("it breaks off");
    }

    @Test
    void an_archive_of_nothing_leaves_its_place_to_none() throws IOException {
        Path hidden = hidden();

        List<Delivered> delivered = unpack(hidden, all(hidden, new Archive(), file("b")), "a", "b");

        assertThat(delivered).extracting(Delivered::name).containsExactly("b");
    }

    @Test
    void nothing_but_zeros_stands_behind_it() throws IOException {
        Path hidden = hidden();
        byte[] whole = all(hidden, file("a"));
        byte[] more = Arrays.copyOf(whole, whole.length + 5_000);

        assertThat(unpack(hidden, more, "a")).hasSize(1);

        more[more.length - 1] = 1;
        Path again = Files.createDirectories(home.resolve("again").resolve(hidden.getFileName()));
        assertThatThrownBy(() -> unpack(again, more, "a"))
                .hasMessage("something stands behind its end");
    }

    private static Archive file(String name) {
        return new Archive().file("./" + name, "words");
    }

    private Path hidden() throws IOException {
        return Files.createTempDirectory(home, "hidden");
    }

    /** As the server's script writes it. */
    private static byte[] all(Path hidden, Archive... archives) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (Archive each : archives) {
            each.sent().transferTo(bytes);
        }
        new Archive().label(hidden.getFileName().toString()).sent().transferTo(bytes);
        return bytes.toByteArray();
    }

    private List<Delivered> unpack(Path hidden, byte[] sent, String... paths) throws IOException {
        return new Delivery(new ByteArrayInputStream(sent), hidden, said.remarks(), said.progress())
                .unpack(Arrays.stream(paths).map(path -> new Place.There(WEB, path)).toList());
    }
}
