package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.present.Looked;
import io.labctl.catalog.resource.CheckResource;
import io.labctl.catalog.resource.GroupResource;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResourceTest extends WithLabd {
    private static final String WORK = "POST /api/v1/servers/web1/work";
    private static final GroupResource WWW =
            new GroupResource("www", Presence.PRESENT, 33L, false, List.of(), false);

    @Test
    void what_is_on_a_server_is_shown_as_a_module_declares_it() {
        labd.answers(WORK, found(List.of(WWW), List.of()));

        var result = operator.types("resource", "server/web1", "group", "www");

        assertThat(result).isEqualTo(new Operator.Result(0, "plan.group(\"www\").gid(33);\n", ""));
        assertThat(labd.lastBody())
                .isEqualTo(
                        "{\"action\":{\"kind\":\"resource\",\"type\":\"group\",\"name\":\"www\"},\"within\":\"PT30S\"}");
    }

    @Test
    void it_can_be_a_document_too() {
        labd.answers(WORK, found(List.of(WWW), List.of()));

        String yaml = operator.types("resource", "server", "web1", "group", "-o", "yaml").out();
        String json = operator.types("resource", "server/web1", "group", "-o", "json").out();

        assertThat(yaml).startsWith("- type: \"group\"\n  name: \"www\"\n");
        assertThat(json).startsWith("[\n  {\n    \"type\": \"group\",\n    \"name\": \"www\",\n");
    }

    @Test
    void what_is_left_out_is_said_beside_the_data() {
        labd.answers(WORK, found(List.of(WWW), List.of("group 'x:y' is left out: no name")));

        var result = operator.types("resource", "server/web1", "group");

        assertThat(result.exit()).isZero();
        assertThat(result.err())
                .isEqualTo("labctl: server 'web1': group 'x:y' is left out: no name\n");
    }

    @ParameterizedTest
    @MethodSource("otherEnds")
    void every_other_end_is_a_sentence_and_an_exit_code(WorkEnd end, int exit, String sentence) {
        labd.answers(WORK, view(end, Instant.parse("2026-01-31T06:00:00Z")));

        var result = operator.types("resource", "server/web1", "group", "--timeout", "5s");

        assertThat(result).isEqualTo(new Operator.Result(exit, "", "labctl: " + sentence + "\n"));
    }

    static Stream<Arguments> otherEnds() {
        return Stream.of(
                Arguments.of(
                        new WorkEnd.Done(
                                new Looked.NotThere(
                                        "this machine has no group 'ww', did you mean 'www'?")),
                        3,
                        "server 'web1': this machine has no group 'ww', did you mean 'www'?"),
                Arguments.of(
                        new WorkEnd.Done(new Looked.NameNeeded("a file has to be named")),
                        2,
                        "server 'web1': a file has to be named"),
                Arguments.of(
                        new WorkEnd.Done(null),
                        1,
                        "server 'web1': its agent answered with something else than a resource"),
                Arguments.of(
                        new WorkEnd.Exited(0),
                        1,
                        "server 'web1': its agent answered with something else than a resource"),
                Arguments.of(
                        new WorkEnd.Failed("no \u001b room"), 1, "server 'web1': no \\u001b room"),
                Arguments.of(
                        new WorkEnd.Refused("lab-agent 0.1.0 does not know what is asked of it"),
                        1,
                        "server 'web1': lab-agent 0.1.0 does not know what is asked of it"),
                Arguments.of(
                        new WorkEnd.AgentLost(null),
                        5,
                        "server 'web1': the question was handed to its agent, and no answer came within 5s"),
                Arguments.of(
                        new WorkEnd.Expired(),
                        5,
                        "server 'web1': its agent did not come for the question within 5s, it was last heard of at 2026-01-31T06:00:00Z; does 'lab-agent run' run there?"));
    }

    @Test
    void an_agent_that_was_never_heard_of_is_told_so() {
        labd.answers(WORK, view(new WorkEnd.Expired(), null));

        assertThat(operator.types("resource", "server/web1", "user").err())
                .contains("it was never heard of;");
    }

    @Test
    void what_this_labctl_cannot_write_as_java_it_can_as_yaml() {
        Resource later = new CheckResource("up", List.of("true"), Duration.ofSeconds(1));
        labd.answers(WORK, found(List.of(later), List.of()));

        var java = operator.types("resource", "server/web1", "check");

        assertThat(java.err())
                .isEqualTo(
                        "labctl: check[up] cannot be shown in the language of modules, only as yaml or json\n");
        assertThat(operator.types("resource", "server/web1", "check", "-o", "yaml").exit())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    server/web1             | the type of the resource is missing, such as user
                    server/web1 a b c       | one resource at a time: 'c' is one word too many
                    server/web1 a --timeout 11m | --timeout 11m is not from 1s to 10m
                    server/web1 a --timeout 5ms | --timeout 0.005s is not from 1s to 10m
                    """)
    void wrong_use_asks_nothing(String words, String sentence) {
        var result = operator.types(("resource " + words).split(" "));

        assertThat(result.exit()).isEqualTo(2);
        assertThat(result.err()).startsWith("labctl: " + sentence);
        assertThat(labd.requests()).isEmpty();
    }

    @Test
    void an_unknown_server_suggests_the_nearest() {
        labd.answers("GET /api/v1/servers", Fleet.servers());

        var result = operator.types("resource", "server/webb1", "user");

        assertThat(result.err()).isEqualTo("labctl: no server 'webb1', did you mean 'web1'?\n");
        assertThat(result.exit()).isEqualTo(3);
    }

    private static WorkView found(List<Resource> resources, List<String> leftOut) {
        return view(new WorkEnd.Done(new Looked.Found(resources, leftOut)), null);
    }

    private static WorkView view(WorkEnd end, @Nullable Instant lastSeen) {
        return new WorkView(
                new UUID(0, 1),
                new ServerName("web1"),
                new Action.ShowResources("group", null),
                end,
                lastSeen);
    }
}
