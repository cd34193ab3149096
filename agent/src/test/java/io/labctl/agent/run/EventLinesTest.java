package io.labctl.agent.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.report.RunEvent;
import io.labctl.catalog.report.RunNote;
import io.labctl.catalog.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events of a run that nobody reads at once. */
class EventLinesTest {
    private static final int MANY = 20_000;
    private static final String NOTE = "n".repeat(1000);
    private final EventLines lines = new EventLines(WireJson.mapper());

    @Test
    void one_look_brings_all_that_there_is_room_for() {
        say(3);
        var all = new byte[100_000];

        int count = lines.read(all, 0, all.length);

        assertThat(new String(all, 0, count, StandardCharsets.UTF_8).lines()).hasSize(3);
    }

    @Test
    void a_line_that_there_is_no_room_for_comes_in_parts() throws Exception {
        say(2);
        lines.end();
        var text = new StringBuilder();
        var part = new byte[700];

        for (int count = lines.read(part); count >= 0; count = lines.read(part)) {
            text.append(new String(part, 0, count, StandardCharsets.UTF_8));
        }

        assertThat(text.toString().lines()).hasSize(2).allMatch(each -> each.endsWith("}"));
    }

    @Test
    void how_many_were_dropped_is_told_where_they_were() throws Exception {
        say(MANY);
        var some = new byte[10_000];
        int read = lines.read(some);
        say(1);
        lines.end();

        List<String> all = rest(some, read);

        long told = all.stream().filter(each -> each.contains(NOTE)).count();
        assertThat(all.get(all.size() - 2))
                .contains(
                        "%d lines are not told here, for they were not read in time; the report has all"
                                .formatted(MANY + 1 - told));
        assertThat(all.getLast()).contains(NOTE);
    }

    @Test
    void that_lines_were_dropped_is_told_though_nothing_comes_after_them() throws Exception {
        say(MANY);
        lines.end();

        List<String> all = rest(new byte[0], 0);

        assertThat(all.getLast()).contains("%d lines are".formatted(MANY - all.size() + 1));
    }

    private void say(int times) {
        for (int i = 0; i < times; i++) {
            lines.add(new RunEvent.Said(RunNote.notice(NOTE)));
        }
    }

    /** With so many bytes that were read before. */
    private List<String> rest(byte[] before, int count) throws Exception {
        String text =
                new String(before, 0, count, StandardCharsets.UTF_8)
                        + new String(lines.readAllBytes(), StandardCharsets.UTF_8);
        return text.lines().toList();
    }
}
