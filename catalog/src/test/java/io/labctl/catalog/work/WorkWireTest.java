package io.labctl.catalog.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.present.Looked;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.TerminalSize;
import io.labctl.catalog.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class WorkWireTest {
    private static final JsonMapper JSON = WireJson.mapper();

    @Test
    void work_says_its_kind() {
        var item =
                new WorkItem(
                        new UUID(0, 1),
                        new Action.ShowResources("user", "root"),
                        Duration.ofSeconds(30));

        String wire = JSON.writeValueAsString(item);

        assertThat(wire)
                .isEqualTo(
                        "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"action\":{\"kind\":\"resource\",\"type\":\"user\",\"name\":\"root\"},\"within\":\"PT30S\"}");
        assertThat(read(wire, WorkItem.class)).isEqualTo(item);
    }

    @ParameterizedTest
    @MethodSource("ends")
    void an_end_says_which_it_is_and_can_be_read_back(WorkEnd end) {
        String wire = JSON.writeValueAsString(new WorkResult(end));

        assertThat(wire).contains("\"state\":\"%s\"".formatted(WorkEnd.word(end)));
        assertThat(read(wire, WorkResult.class).end()).isEqualTo(end);
    }

    static Stream<WorkEnd> ends() {
        var group = new GroupResource("www", Presence.PRESENT, 33L, false, List.of(), false);
        return Stream.of(
                new WorkEnd.Done(new Looked.Found(List.of(group), List.of("one is left out"))),
                new WorkEnd.Done(new Looked.NotThere("no such group")),
                new WorkEnd.Done(new Looked.NameNeeded("a file has to be named")),
                new WorkEnd.TimedOut(),
                new WorkEnd.Killed("by ada"),
                new WorkEnd.Failed("no room"),
                new WorkEnd.Refused("not known"),
                new WorkEnd.Expired(),
                new WorkEnd.AgentLost(null),
                new WorkEnd.AgentLost("restarted"));
    }

    @Test
    void a_command_is_done_when_it_has_exited_whatever_its_code() {
        var end = new WorkEnd.Exited(3);

        String wire = JSON.writeValueAsString(new WorkResult(end));

        assertThat(wire).isEqualTo("{\"end\":{\"state\":\"exited\",\"code\":3}}");
        assertThat(read(wire, WorkResult.class).end()).isEqualTo(end);
        assertThat(WorkEnd.word(end)).isEqualTo("done");
    }

    @Test
    void a_command_arrives_as_it_was_asked_for() {
        var command =
                new SessionCommand(
                        List.of("tar", "x", "-C", "/a b", ""),
                        true,
                        new TerminalSize(120, 40),
                        "deploy",
                        "/srv",
                        new TreeMap<>(Map.of("TERM", "xterm-256color")),
                        Duration.ofSeconds(30));
        var item =
                new WorkItem(
                        new UUID(0, 1),
                        new Action.Session(command, false, true),
                        Duration.ofSeconds(30));

        assertThat(read(JSON.writeValueAsString(item), WorkItem.class)).isEqualTo(item);
    }

    @Test
    void a_kind_of_a_later_version_is_refused_by_its_name() {
        String later =
                "{\"id\":\"00000000-0000-0000-0000-000000000001\",\"action\":{\"kind\":\"dance\"},\"within\":\"PT30S\"}";

        assertThatThrownBy(() -> read(later, WorkItem.class))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("it has the unknown type 'dance' at 'action' (line 1, column 63)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT11M", "PT999999999999H"})
    void nobody_waits_for_ever_or_not_at_all(String within) {
        String wire =
                "{\"action\":{\"kind\":\"resource\",\"type\":\"user\"},\"within\":\"%s\"}"
                        .formatted(within);

        assertThatThrownBy(() -> read(wire, WorkRequest.class))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("within is not from 1s to 10m");
    }

    @Test
    void a_resource_has_a_type() {
        assertThatThrownBy(() -> new Action.ShowResources("", null))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("the type of a resource has 1 to 100 characters");
    }

    private static <T> T read(String wire, Class<T> type) {
        return WireJson.read(JSON, wire.getBytes(StandardCharsets.UTF_8), type, "it");
    }
}
