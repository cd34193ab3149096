package io.labctl.agent.replaced;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandingFileTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"abc, a longer one", "a longer one, abc", "abc, xyz", "abc, ''", "'', abc"})
    void it_becomes_another_content_and_stays_the_same_file(String before, String after)
            throws IOException {
        Path file = file("file", before);
        Object inode = Files.getAttribute(file, "unix:ino");

        new StandingFile(file).become(file("after", after));

        assertThat(Files.readString(file)).isEqualTo(after);
        assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(inode);
    }

    @Test
    void an_interrupt_does_not_cut_it() throws IOException {
        Path file = file("file", "old");
        Path after = file("after", "new");

        Thread.currentThread().interrupt();
        try {
            new StandingFile(file).become(after);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(file).hasContent("new");
    }

    @ParameterizedTest
    @CsvSource({
        "abcd, ABCDEF, abcd, true",
        "abcd, ABCDEF, abcdE, true",
        "abcd, ABCDEF, ABcdEF, true",
        "abcd, ABCDEF, ABCDEF, true",
        "abcdef, ABCD, ABcdef, true",
        "abcdef, ABCD, ABCDef, true",
        "abcdef, ABCD, ABCD, true",
        "abcd, ABCDEF, abxd, false",
        "abcd, ABCDEF, abc, false",
        "abcd, ABCDEF, ABCDEFG, false",
        "abcdef, ABCD, ABC, false",
        "abcd, ABCDEF, '', false"
    })
    void between_two_contents_is_what_a_cut_write_can_leave(
            String before, String after, String found, boolean isBetween) throws IOException {
        var file = new StandingFile(file("file", found));

        assertThat(file.isBetween(file("before", before), file("after", after)))
                .isEqualTo(isBetween);
    }

    @Test
    void zeros_stand_there_only_where_the_new_content_is_the_longer_one() throws IOException {
        var file = new StandingFile(file("file", "abcd\0\0"));

        assertThat(file.isBetween(file("before", "abcd"), file("after", "ABCDEF"))).isTrue();
        assertThat(file.isBetween(file("before", "abcdef"), file("after", "ABCD"))).isFalse();
        assertThat(file.isBetween(file("before", "abcd"), file("after", "ABCD"))).isFalse();
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
