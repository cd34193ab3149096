package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What a shell on a server has shown, played again. */
class ReplayIT {
    @RegisterExtension
    static final StandingRehearsal standing = StandingRehearsal.withDaemons(1, "tmux");

    private static String session = "";

    private final Rehearsal rehearsal = standing.rehearsal();

    @BeforeAll
    static void a_shell_that_was_recorded() throws IOException {
        Rehearsal rehearsal = standing.rehearsal();
        Files.writeString(rehearsal.state().resolve("labd.yaml"), "sessions:\n  recorded: true\n");
        rehearsal.bringUp(1).succeeded();
        try (Screen screen =
                Screen.of(rehearsal, "exec", "-it", "server/node-1", "--", "bash", "--norc")) {
            screen.shows("what this terminal shows is recorded; keys are not");
            screen.shows("bash-.*#$").types("echo $((6*7)) grün", "Enter").shows("^42 grün$");
            screen.types("read -rs word", "Enter").types("hidden", "Enter");
            screen.types("echo ${#word}", "Enter").shows("^6$");
            screen.presses("C-d").shows("^exit 0$");
        }
        String newest = rehearsal.labctl("get", "sessions", "-o", "name").succeeded().out();
        session = newest.lines().findFirst().orElseThrow();
    }

    @Test
    void it_is_shown_on_a_terminal_as_it_was() {
        try (Screen screen = Screen.of(rehearsal, "replay", session, "--speed", "100")) {
            screen.shows("^42 grün$").shows("^6$").shows("^exit 0$");
        }
    }

    @Test
    void it_is_written_as_an_asciicast_without_what_was_not_shown() {
        String cast = rehearsal.labctl("replay", session, "-o", "cast").succeeded().out();

        List<JsonNode> lines = cast.lines().map(WireJson.mapper()::readTree).toList();
        assertThat(lines.getFirst().path("version").asInt()).isEqualTo(2);
        assertThat(lines.getFirst().path("width").asInt()).isEqualTo(80);
        assertThat(lines.subList(1, lines.size()))
                .isNotEmpty()
                .allMatch(event -> event.path(1).asString().equals("o"));
        assertThat(cast).contains("42 grün").doesNotContain("hidden");
    }
}
