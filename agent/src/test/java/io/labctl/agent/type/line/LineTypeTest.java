package io.labctl.agent.type.line;

import static io.labctl.agent.apply.Wanted.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineTypeTest {
    private static final String CONF = "/etc/conf";

    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder).write(CONF, "one\ntwo\nthree\n");
    }

    @Test
    void what_is_too_large_for_people_to_edit_is_no_text() throws IOException {
        machine.write(CONF, "1234567\n".repeat(4 * 128 * 1024) + "x");

        assertThat(machine.apply(line(CONF, "four", null)).getFirst().reason())
                .isEqualTo("'/etc/conf' is too large to look at its lines");
    }

    @Test
    void a_line_that_is_missing_comes_last() throws IOException {
        Change change = apply(line(CONF, "four", null)).changes().getFirst();

        assertThat(machine.read(CONF)).isEqualTo("one\ntwo\nthree\nfour\n");
        assertThat(change.from()).isNull();
        assertThat(change.to()).isEqualTo("four");
        assertThat(change.diff()).contains("+four");
        assertThat(machine.keptOf(CONF)).hasSize(1);
    }

    @Test
    void the_line_that_matches_is_replaced_in_its_place() throws IOException {
        Change change = apply(line(CONF, "2", "^tw")).changes().getFirst();

        assertThat(machine.read(CONF)).isEqualTo("one\n2\nthree\n");
        assertThat(change.from()).isEqualTo("two");
    }

    @Test
    void a_line_that_is_there_is_not_added_though_nothing_matches() throws IOException {
        assertThat(apply(line(CONF, "two", "^four$")).outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void a_line_that_only_replaces_is_added_nowhere() throws IOException {
        assertThat(apply(replacing("4", "^four")).outcome()).isEqualTo(ResourceOutcome.UNCHANGED);
        assertThat(machine.read(CONF)).isEqualTo("one\ntwo\nthree\n");

        apply(replacing("2", "^two"));

        assertThat(machine.read(CONF)).isEqualTo("one\n2\nthree\n");
    }

    @Test
    void several_lines_that_match_are_a_fault_unless_all_is_said() throws IOException {
        assertThat(reason(line(CONF, "T", "^t")))
                .isEqualTo("2 lines of '/etc/conf' match '^t', and only one can become 'T'");

        apply(wanted("T", Presence.PRESENT, "^t", true, null, null));

        assertThat(machine.read(CONF)).isEqualTo("one\nT\nT\n");
    }

    @Test
    void a_new_line_has_its_place() throws IOException {
        apply(wanted("1.5", Presence.PRESENT, null, false, "^one", null));
        apply(wanted("2.5", Presence.PRESENT, null, false, null, "^three"));
        apply(wanted("4", Presence.PRESENT, null, false, "^none", null));

        assertThat(machine.read(CONF)).isEqualTo("one\n1.5\ntwo\n2.5\nthree\n4\n");
    }

    @Test
    void an_absent_line_goes_wherever_it_is_and_whatever_matches_with_it() throws IOException {
        machine.write(CONF, "one\ntwo\none\nthree\n");

        apply(wanted("one", Presence.ABSENT, null, false, null, null));
        assertThat(machine.read(CONF)).isEqualTo("two\nthree\n");
        Change change =
                apply(wanted("x", Presence.ABSENT, "^t", false, null, null)).changes().getFirst();

        assertThat(machine.read(CONF)).isEmpty();
        assertThat(change.from()).isEqualTo("two");
    }

    @Test
    void several_lines_of_one_file_go_together() throws IOException {
        var wanted = List.of(line(CONF, "1", "^one"), line(CONF, "four", null));

        machine.apply(wanted.toArray(LineResource[]::new));

        assertThat(machine.read(CONF)).isEqualTo("1\ntwo\nthree\nfour\n");
        assertThat(machine.apply(wanted.toArray(LineResource[]::new)))
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.UNCHANGED);
    }

    @Test
    void line_ends_and_the_bytes_of_other_lines_stay() throws IOException {
        byte[] latin1 = "na\u00efve\r\nsize = 1\r\nlast".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(machine.at(CONF), latin1);

        apply(line(CONF, "size = \u00fc", "^size"));
        apply(line(CONF, "end", null));

        assertThat(new String(Files.readAllBytes(machine.at(CONF)), StandardCharsets.ISO_8859_1))
                .isEqualTo("na\u00efve\r\nsize = \u00c3\u00bc\r\nlast\r\nend\r\n");
        assertThat(apply(line(CONF, "size = \u00fc", "^size")).changes()).isEmpty();
    }

    @Test
    void a_pattern_sees_letters_and_not_their_bytes() throws IOException {
        machine.write(CONF, "gr\u00fc\u00df\n");

        apply(line(CONF, "hello", "^gr.\u00df$"));

        assertThat(machine.read(CONF)).isEqualTo("hello\n");
    }

    @Test
    void the_last_line_may_have_no_end() throws IOException {
        machine.write(CONF, "one\ntwo");

        apply(line(CONF, "2", "^two"));

        assertThat(machine.read(CONF)).isEqualTo("one\n2");
    }

    @Test
    void a_file_that_is_missing_is_a_fault_or_made_or_let_alone() throws IOException {
        assertThat(reason(line("/etc/none", "x", null)))
                .isEqualTo("no file '/etc/none' to put a line in");
        assertThat(apply(missing(LineResource.MissingFile.SKIP)).changes()).isEmpty();
        assertThat(machine.has("/etc/none")).isFalse();

        apply(missing(LineResource.MissingFile.CREATE));

        assertThat(machine.read("/etc/none")).isEqualTo("x\n");
    }

    @Test
    void nothing_is_told_of_a_file_that_not_everybody_may_read() throws IOException {
        Files.setPosixFilePermissions(
                machine.at(CONF), PosixFilePermissions.fromString("rw-r-----"));

        Change change = apply(line(CONF, "2", "^two")).changes().getFirst();

        assertThat(change.from()).isNull();
        assertThat(change.diff()).isEqualTo("diff hidden: the file is not world-readable");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(machine.at(CONF))))
                .isEqualTo("rw-r-----");
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "(a|aa)+$", "(a|b|ab)*c", "(.*a){20}$"})
    @Timeout(20)
    void a_pattern_that_never_ends_is_a_failed_resource(String regex) throws IOException {
        machine.write(CONF, "a".repeat(200_000) + "!\n");

        assertThat(reason(line(CONF, "x", regex)))
                .isEqualTo("pattern '%s' takes too long on a line of this file".formatted(regex));
    }

    @Test
    void an_ordinary_pattern_has_time_for_a_large_file() throws IOException {
        machine.write(CONF, "some words and a number = 17 # why\n".repeat(50_000));

        assertThat(apply(line(CONF, "size = 2", "^\\s*#?\\s*size\\s*=\\s*.*$")).outcome())
                .isEqualTo(ResourceOutcome.CHANGED);
    }

    private static LineResource wanted(
            String text,
            Presence ensure,
            @Nullable String matching,
            boolean all,
            @Nullable String after,
            @Nullable String before) {
        return new LineResource(
                CONF,
                text,
                ensure,
                matching,
                all,
                after,
                before,
                LineResource.MissingFile.FAIL,
                true,
                false);
    }

    private static LineResource replacing(String text, String matching) {
        return new LineResource(
                CONF,
                text,
                Presence.PRESENT,
                matching,
                false,
                null,
                null,
                LineResource.MissingFile.FAIL,
                true,
                true);
    }

    private static LineResource missing(LineResource.MissingFile missing) {
        return new LineResource(
                "/etc/none", "x", Presence.PRESENT, null, false, null, null, missing, true, false);
    }

    private ResourceReport apply(LineResource wanted) {
        ResourceReport report = machine.apply(wanted).getFirst();
        assertThat(report.reason()).isNull();
        return report;
    }

    private @Nullable String reason(LineResource wanted) {
        return machine.apply(wanted).getFirst().reason();
    }
}
