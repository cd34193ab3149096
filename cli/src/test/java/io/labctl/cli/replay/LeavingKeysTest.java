package io.labctl.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.cli.replay.LeavingKeys.Leave;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeavingKeysTest {
    @Test
    void q_and_ctrl_c_leave_and_no_other_key() {
        assertThat(heard("q")).containsExactly(Leave.QUIT);
        assertThat(heard("\003")).containsExactly(Leave.INTERRUPT);
        assertThat(heard("abc Q\r\n\004\032ü")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\033P1$r2 q\033\\", // the cursor's form
                "\033P1+r71=71\033\\", // a capability
                "\033]52;c;cXFx\007", // the clipboard
                "\033]lqq q\033\\", // the title
                "\033_Gq\033\\",
                "\033[?62;4c",
                "\033[24;80R",
                "\033[2 q",
                "\033Oq", // 1 of the number pad
                "\033q", // with Alt
                "\033[M qq", // a click far right
                "\033[<0;113;3M"
            })
    void an_answer_of_the_terminal_is_no_key(String answer) {
        assertThat(heard(answer)).isEmpty();
        assertThat(heard(answer + "q")).as("behind it").containsExactly(Leave.QUIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\033[27;5;99~",
                "\033[99;5u",
                "\033[99;5:1u",
                "\033[99:67;5u",
                "\033[99::99;5;99u",
                "\033[99;69u", // with Caps Lock
                "\033[99;133u" // with Num Lock
            })
    void ctrl_c_is_known_as_keyboards_are_told_to_write_it(String written) {
        assertThat(heard(written)).containsExactly(Leave.INTERRUPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\033[113u", "\033[113;1u", "\033[113;129:1u", "\033[27;1;113~"})
    void so_is_q(String written) {
        assertThat(heard(written)).containsExactly(Leave.QUIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\033[99;5:3u", // let go
                "\033[99u", // without Ctrl
                "\033[99;6u", // with Shift
                "\033[113;5u",
                "\033[27;5;113~",
                "\033[5~",
                "\033[u",
                "\033[?0u"
            })
    void another_key_is_none_of_these(String written) {
        assertThat(heard(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\033P", "\033]", "\033_", "\033["})
    void who_typed_what_begins_an_answer_gets_out_by_ctrl_c_twice(String typed) {
        assertThat(heard(typed + "\003\003")).containsExactly(Leave.INTERRUPT);
    }

    @Test
    void escape_and_then_ctrl_c_is_ctrl_c() {
        assertThat(heard("\033\003")).containsExactly(Leave.INTERRUPT);
    }

    private static List<Leave> heard(String sent) {
        var keys = new LeavingKeys();
        byte[] bytes = sent.getBytes(StandardCharsets.UTF_8);
        return Stream.iterate(0, i -> i < bytes.length, i -> i + 1)
                .flatMap(i -> keys.next(Byte.toUnsignedInt(bytes[i])).stream())
                .toList();
    }
}
