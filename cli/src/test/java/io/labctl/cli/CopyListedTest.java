package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.session.SessionTask;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.WorkEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What copies are called where sessions are listed. */
class CopyListedTest extends WithCopies {
    @Test
    void one_to_a_server_says_so_and_where_to() throws IOException {
        Path file = Files.writeString(here.resolve("notes"), "words");
        assertThat(cp(file, remote("kept"))).isEqualTo(done());

        assertThat(listed(asked())).isEqualTo("cp to kept");
    }

    @Test
    void one_to_the_home_of_its_account_says_that() throws IOException {
        Path file = Files.writeString(here.resolve("notes"), "words");
        assertThat(cp(file, remote(""))).isEqualTo(done());

        assertThat(listed(asked())).isEqualTo("cp to ~");
    }

    @Test
    void one_from_a_server_says_so_and_what_was_taken() throws IOException {
        Files.writeString(there.resolve("a"), "one");
        Files.writeString(there.resolve("b"), "two");
        assertThat(cp(remote("a"), remote("b"), here)).isEqualTo(done());

        assertThat(listed(asked())).isEqualTo("cp from a b");
        assertThat(operator.types("get", "sessions", "-o", "json").out())
                .contains("\"command\": \"cp from a b\"", "\"argv\": [");
    }

    @Test
    void a_command_that_only_begins_like_one_is_shown_as_it_is() throws IOException {
        Files.writeString(there.resolve("a"), "one");
        assertThat(cp(remote("a"), here)).isEqualTo(done());
        var argv = new ArrayList<>(asked().argv());
        argv.set(2, argv.get(2) + "reboot\n");

        assertThat(listed(with(asked(), argv))).startsWith("sh -c # labctl cp, from here\\u000a");
    }

    private SessionCommand asked() {
        return (SessionCommand)
                WireJson.mapper().readValue(labd.lastBody(), SessionRequest.class).task();
    }

    private static SessionCommand with(SessionCommand command, List<String> argv) {
        return new SessionCommand(
                argv, false, null, null, null, command.environment(), command.timeout());
    }

    /** In the last column. */
    private String listed(SessionTask task) {
        var view =
                new SessionView(
                        new UUID(0, 8),
                        new ServerName("web1"),
                        "ann",
                        task,
                        false,
                        Operator.NOW,
                        Operator.NOW,
                        Operator.NOW,
                        new WorkEnd.Exited(0),
                        0L,
                        10L,
                        false);
        labd.answers("GET /api/v1/sessions", new Items<>(List.of(view)));
        return operator.types("get", "sessions").lines().getLast().split(" +", 8)[7];
    }
}
