package io.labctl.cli.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.name.ServerName;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerWordsTest {
    private final Said said = new Said();
    private final ServerWords words = new ServerWords(new ServerName("web1"), said.remarks());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tar: ./d/x: Cannot open: Permission denied | d/x: Cannot open: Permission denied",
                "tar: big: Wrote only 512 of 10240 bytes | big: the disk takes no more",
                "mv: cannot move 'a' to 'b': Device or resource busy | cannot move 'a' to 'b': Device or resource busy",
                "sh: 9: mktemp: not found | 9: mktemp: not found",
                "no such folder '/x' | no such folder '/x'",
                "tar: Terminated: Cannot open: Permission denied | Terminated: Cannot open: Permission denied",
            })
    void a_line_is_a_sentence(String line, String sentence) {
        say(line);

        assertThat(said.lines()).containsExactly("labctl: server 'web1': " + sentence);
        assertThat(words.areAny()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tar: Exiting with failure status due to previous errors",
                "tar: Error is not recoverable: exiting now",
                "Terminated",
                "sh: line 12:  4711 Terminated              tar -x -p -f -",
            })
    void what_adds_nothing_is_not_said(String line) {
        say(line);

        assertThat(said.lines()).isEmpty();
        assertThat(words.areAny()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "labctl-cp! no such folder '/x' | true",
                "tar: big: Wrote only 512 of 10240 bytes | true",
                "tar: big: Cannot write: No space left on device | true",
                "tar: d/x: Cannot open: Permission denied | false",
                "tar: d/x: time stamp is in the future | false",
            })
    void what_cannot_come_to_a_good_end_need_not_be_sent(String line, boolean isHopeless) {
        say(line);

        assertThat(words.areHopeless()).isEqualTo(isHopeless);
        assertThat(said.lines()).singleElement().asString().doesNotContain("labctl-cp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tar: ./x: File shrank by 1 byte; padding with zeros | true",
                "tar: ./x: File shrank by 4711 bytes; padding with zeros | true",
                "tar: ./x: Read error at byte 0, while reading 10240 bytes: Input/output error | true",
                "tar: ./x: file changed as we read it | false",
                "tar: ./x: Cannot open: Permission denied | false",
            })
    void zeros_instead_of_a_file_are_noticed(String line, boolean arePadding) {
        say(line);

        assertThat(words.tellOfPadding()).isEqualTo(arePadding);
    }

    @Test
    void what_acts_on_a_terminal_is_shown_as_its_code() {
        say("tar: ./\u001b[2J: Cannot open");

        assertThat(said.lines()).containsExactly("labctl: server 'web1': \\u001b[2J: Cannot open");
    }

    private void say(String line) {
        words.bytes((line + "\n").getBytes(StandardCharsets.UTF_8));
        words.end();
    }
}
