package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Commands that write what nobody is prepared for, and callers that do not take it. */
class AbuseIT {
    @RegisterExtension static final StandingRehearsal standing = StandingRehearsal.withDaemons(1);

    private static final String ESCAPE = "\u001b";

    private final Rehearsal rehearsal = standing.rehearsal();
    private final Node node = rehearsal.node(1);

    @Test
    void a_line_of_a_gigabyte_comes_whole_and_is_nowhere_in_memory_as_a_whole() throws IOException {
        var before = Peaks.of(rehearsal, node);

        Running.Ended ended =
                piped("| wc -c", "exec", "server/node-1", "--", "sh", "-c", line("1G"));

        assertThat(ended.succeeded().said().strip()).isEqualTo("1073741824");
        before.hardlyGrew();
    }

    @Test
    void among_many_such_a_line_is_shown_in_parts_each_with_its_server() {
        Running.Ended ended =
                piped(
                        "| awk '!/^node-1 \\| x*$/ || length($0) > 65545 { bad++ } END { print bad + 0, NR }'",
                        "exec",
                        "--environment",
                        "rehearsal",
                        "--",
                        "sh",
                        "-c",
                        line("64M"));

        assertThat(ended.out()).isEqualTo("0 1024\n");
    }

    @Test
    void what_would_act_on_a_terminal_is_raw_for_one_and_neutral_among_many() {
        String evil = "printf 'before\\033[2J\\033]0;title\\007\\377after\\n'";

        Running.Ended one = piped("| od -An -tx1", "exec", "server/node-1", "--", "sh", "-c", evil);
        Running.Ended many =
                rehearsal.labctl("exec", "--environment", "rehearsal", "--", "sh", "-c", evil);

        assertThat(one.out().replaceAll("\\s+", " "))
                .contains("1b 5b 32 4a 1b 5d 30 3b", "07 ff 61");
        assertThat(many.succeeded().out())
                .startsWith("node-1 | before")
                .contains("title")
                .doesNotContain(ESCAPE, "\u0007");
    }

    @Test
    void a_command_that_would_act_on_a_terminal_is_neutral_in_the_list_of_sessions() {
        exec("printf", "%s", ESCAPE + "[31mred");

        assertThat(rehearsal.labctl("get", "sessions", "-o", "wide").succeeded().out())
                .contains("[31mred")
                .doesNotContain(ESCAPE);
    }

    @Test
    void a_caller_that_does_not_read_holds_up_its_command_and_nobody_else() {
        Running deaf = pipedFrom("| sleep 1000", "exec", "server/node-1", "--", "yes");
        await().until(() -> !written().isEmpty());
        var last = new String[] {""};
        await().during(Duration.ofSeconds(2))
                .until(
                        () -> {
                            String before = last[0];
                            last[0] = written();
                            return before.equals(last[0]);
                        });

        assertThat(exec("echo", "here").succeeded().out()).isEqualTo("here\n");
        assertThat(deaf.killBelow(line -> line.contains("exec server/node-1"))).isTrue();
        await().atMost(Duration.ofSeconds(60)).until(() -> written().isEmpty());
        deaf.killBelow(line -> line.startsWith("sleep"));
        deaf.end();
    }

    /** How much the command has written, as the kernel counts; empty when it is not there. */
    private String written() {
        return node.run("sh", "-c", "grep wchar /proc/$(pgrep -x yes)/io 2>/dev/null").out();
    }

    private static String line(String size) {
        return "head -c %s /dev/zero | tr '\\0' x".formatted(size);
    }

    private Running.Ended exec(String... command) {
        return rehearsal.labctl(
                Stream.concat(Stream.of("exec", "server/node-1", "--"), Stream.of(command))
                        .toArray(String[]::new));
    }

    private Running.Ended piped(String into, String... arguments) {
        return pipedFrom(into, arguments).end();
    }

    private Running pipedFrom(String into, String... arguments) {
        List<String> shell = List.of("sh", "-c", "\"$@\" " + into, "sh", Rehearsal.labctl());
        return rehearsal.start(Stream.concat(shell.stream(), Stream.of(arguments)).toList());
    }
}
