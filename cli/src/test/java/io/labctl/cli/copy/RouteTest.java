package io.labctl.cli.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.ServerName;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {
    @Test
    void a_target_on_a_server_is_the_way_up() {
        assertThat(Route.parse(List.of("a", "b/", "server/web1:/srv:1/")))
                .isEqualTo(
                        new Route.Up(
                                List.of(
                                        new Place.Here(Path.of("a"), false),
                                        new Place.Here(Path.of("b"), true)),
                                new Place.There(new ServerName("web1"), "/srv:1/")));
    }

    @Test
    void sources_on_a_server_are_the_way_down() {
        assertThat(Route.parse(List.of("srv/web1:", "servers/web1:a b", ".")))
                .isEqualTo(
                        new Route.Down(
                                List.of(
                                        new Place.There(new ServerName("web1"), ""),
                                        new Place.There(new ServerName("web1"), "a b")),
                                new Place.Here(Path.of("."), false)));
    }

    @Test
    void a_file_here_may_be_called_like_a_place_on_a_server() {
        assertThat(Route.parse(List.of("./server/web1:/x", "server/web1:/x")))
                .isInstanceOf(Route.Up.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a | where 'a' is to be copied to is missing",
                "a b | no word names a place on a server, write server/NAME:PATH",
                "web1:/etc/motd . | no word names a place on a server, write server/NAME:PATH",
                "motd server/web1 | 'server/web1' lacks the path, write server/web1:PATH",
                "server/a:/x server/b:/y | both are on servers: copy to this machine first, and from here",
                "server/a:/x server/a:/y | both are on servers: copy to this machine first, and from here",
                "server/a:/x server/b:/y . | the sources are on several servers: copy from one at a time",
                "m server/a:/x . | 'm' is on this machine and other sources are on a server: copy them one after the other",
                "m server/a:~/x | '~/x': no shell takes part there that knows '~'; what does not begin with '/' is in the account's home",
                "server/a_b:/x . | ",
                "x/m y/m/ server/a:/x | two sources have the name 'm': copy one at a time",
                "m\ufffd server/a:/x | 'm\ufffd' has letters that are none in this locale; LC_ALL=C.UTF-8 has all",
            })
    void what_is_neither_is_refused(String line, String sentence) {
        assertThatThrownBy(() -> Route.parse(List.of(line.split(" "))))
                .isInstanceOf(InvalidInput.class)
                .message()
                .startsWith(sentence == null ? "server name 'a_b'" : sentence);
    }

    @Test
    void an_empty_word_is_refused() {
        assertThatThrownBy(() -> Route.parse(List.of("", "server/a:/x")))
                .hasMessage("an empty word names no file");
    }
}
