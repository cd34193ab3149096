package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.Items;
import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.work.WorkEnd;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest extends WithLabd {
    private static final UUID ID = new UUID(0, 8);

    @Test
    void they_are_listed_with_what_became_of_them() {
        labd.answers(
                "GET /api/v1/sessions",
                new Items<>(
                        List.of(
                                view(null, false, List.of("vi")),
                                view(null, true, List.of("sh", "-c", "x".repeat(60))),
                                view(new WorkEnd.Exited(3), true, List.of("ls", "\u001b[2J")),
                                view(new WorkEnd.AgentLost(null), true, List.of("ls")))));

        var result = operator.types("get", "sessions");

        assertThat(result.out())
                .isEqualTo(
                        """
                        NAME                                   SERVER   BY    AGE   STATUS       EXIT     BYTES    COMMAND
                        00000000-0000-0000-0000-000000000008   web1     ann   5m    waiting      <none>   <none>   vi
                        00000000-0000-0000-0000-000000000008   web1     ann   5m    running      <none>   <none>   sh -c %s...
                        00000000-0000-0000-0000-000000000008   web1     ann   5m    exited       3        1024     ls \\u001b[2J
                        00000000-0000-0000-0000-000000000008   web1     ann   5m    agent-lost   <none>   1024     ls
                        """
                                .formatted("x".repeat(34)));
        assertThat(labd.requests()).containsExactly("GET /api/v1/sessions");
    }

    @ParameterizedTest
    @CsvSource({
        "get sessions --server web1 -n 5, GET /api/v1/sessions?server=web1&limit=5",
        "get sessions --limit 5, GET /api/v1/sessions?limit=5",
        "get session/00000000-0000-0000-0000-000000000008, GET /api/v1/sessions/00000000-0000-0000-0000-000000000008",
        "get session 00000000-0000-0000-0000-000000000008, GET /api/v1/sessions/00000000-0000-0000-0000-000000000008",
    })
    void they_are_chosen_by_server_number_or_name(String line, String asked) {
        var known = view(new WorkEnd.Exited(0), false, List.of("ls"));
        labd.answers("GET /api/v1/sessions", new Items<>(List.of(known)))
                .answers("GET /api/v1/sessions/" + ID, known);

        var result = operator.types((line + " -o name").split(" "));

        assertThat(result).isEqualTo(new Operator.Result(0, "session/" + ID + "\n", ""));
        assertThat(labd.requests()).containsExactly(asked);
    }

    @Test
    void wide_tells_more_of_each_and_its_whole_command() {
        var command = List.of("sh", "-c", "x".repeat(60));
        labd.answers(
                "GET /api/v1/sessions",
                new Items<>(List.of(view(new WorkEnd.Exited(0), true, command))));

        var result = operator.types("get", "sessions", "-o", "wide");

        assertThat(result.lines().getLast().split(" +", 13))
                .endsWith(
                        "1024",
                        "7",
                        "2.00s",
                        "yes",
                        "no",
                        "2026-01-31T07:55:00Z",
                        "sh -c " + "x".repeat(60));
    }

    @Test
    void none_is_said() {
        labd.answers("GET /api/v1/sessions", new Items<>(List.of()));

        assertThat(operator.types("get", "sessions"))
                .isEqualTo(new Operator.Result(0, "", "no sessions found\n"));
    }

    @Test
    void an_unknown_server_suggests_the_nearest() {
        labd.answers("GET /api/v1/sessions", new Items<>(List.of()))
                .answers("GET /api/v1/servers", Fleet.servers());

        assertThat(operator.types("get", "sessions", "--server", "webb1").err())
                .endsWith("labctl: no server 'webb1', did you mean 'web1'?\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kill session/00000000-0000-0000-0000-000000000008",
                "kill session 00000000-0000-0000-0000-000000000008"
            })
    void one_is_killed(String line) {
        labd.answers("GET /api/v1/sessions/" + ID, view(null, true, List.of("ls")))
                .answers("DELETE /api/v1/sessions/" + ID, 204, "text/plain", "");

        assertThat(operator.types(line.split(" ")))
                .isEqualTo(new Operator.Result(0, "", "session/" + ID + " is being ended\n"));
        assertThat(labd.requests()).endsWith("DELETE /api/v1/sessions/" + ID);
    }

    @Test
    void one_that_has_ended_is_not_killed() {
        labd.answers(
                "GET /api/v1/sessions/" + ID, view(new WorkEnd.Exited(0), true, List.of("ls")));

        assertThat(operator.types("kill", "session/" + ID))
                .isEqualTo(new Operator.Result(0, "", "session/" + ID + " has ended\n"));
        assertThat(labd.requests()).containsExactly("GET /api/v1/sessions/" + ID);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kill x/1 | 'x' is not the word 'session' (write session/ID, as 'labctl get sessions' lists it)",
                "kill session | the session's id is missing, write session/ID",
                "kill session/web1 | 'web1' is not a session's id (a UUID)",
                "attach session/web1 | 'web1' is not a session's id (a UUID)",
                "attach server/web1 | 'server' is not the word 'session'",
                "kill session/00000000-0000-0000-0000-000000000008 x | one session at a time: 'x' is one word too many",
                "get sessions -n 0 | invalid value for option '--limit': '0' is not a whole number from 1 to 1000",
                "get session/1 | '1' is not a session's id (a UUID)",
                "get session/00000000-0000-0000-0000-000000000008 -n 1 | give either sessions or what to choose them by, not both",
            })
    void wrong_use_asks_nothing(String line, String sentence) {
        var result = operator.types(line.split(" "));

        assertThat(result.err()).startsWith("labctl: " + sentence);
        assertThat(result.exit()).isEqualTo(2);
        assertThat(labd.requests()).isEmpty();
    }

    @Test
    void one_that_labd_does_not_know_is_told_in_its_words() {
        labd.refuses("GET /api/v1/sessions/" + ID, 404, "not-found", "no session " + ID);

        assertThat(operator.types("kill", "session/" + ID))
                .isEqualTo(new Operator.Result(3, "", "labctl: no session " + ID + "\n"));
    }

    private static SessionView view(@Nullable WorkEnd end, boolean received, List<String> argv) {
        var asked = Operator.NOW.minus(Duration.ofMinutes(5));
        return new SessionView(
                ID,
                new ServerName("web1"),
                "ann",
                new SessionCommand(argv, false, null, null, null, new TreeMap<>(), null),
                true,
                asked,
                received ? asked : null,
                end == null ? null : asked.plusSeconds(2),
                end,
                end == null ? null : 7L,
                end == null ? null : 1024L,
                argv.contains("vi"));
    }
}
