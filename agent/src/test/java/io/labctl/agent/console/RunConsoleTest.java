package io.labctl.agent.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.report.RunOutcome;
import io.labctl.catalog.resource.ResourceId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunConsoleTest {
    private static final ResourceId MOTD = ResourceId.parse("file[/etc/motd]");

    private final StringWriter shown = new StringWriter();

    @Test
    void a_change_is_shown_with_its_diff_below_it() {
        var diff = new Change("content", "a", "b", "--- found\n+++ wanted\n@@ -1 +1 @@\n-a\n+b\n");

        plain().resource(
                        of(
                                ResourceOutcome.CORRECTED,
                                null,
                                diff,
                                Change.of("mode", "0600", "0644")),
                        false);

        assertThat(shown)
                .hasToString(
                        """
                        Notice: file[/etc/motd]: content changed (corrective)
                            --- found
                            +++ wanted
                            @@ -1 +1 @@
                            -a
                            +b
                        Notice: file[/etc/motd]: mode changed '0600' to '0644' (corrective)
                        """);
    }

    @Test
    void a_long_address_is_cut_before_the_reason() {
        var line = new ResourceId("line", "/etc/motd: " + "y".repeat(70_000));

        plain().resource(
                        new ResourceReport(
                                line, ResourceOutcome.FAILED, 1, List.of(), "no such file"),
                        false);

        assertThat(shown.toString())
                .startsWith("Error: line[/etc/motd: yyyy")
                .endsWith("yyyy…] (70017 characters): no such file\n")
                .hasSizeLessThan(300);
    }

    @Test
    void a_long_value_is_cut_wherever_it_stands() {
        String old = "a".repeat(9_000);
        String wanted = "b".repeat(9_000);

        plain().resource(
                        of(
                                ResourceOutcome.CHANGED,
                                null,
                                Change.of("line", null, wanted),
                                Change.of("line", old, wanted),
                                Change.of("line", old, null)),
                        false);

        String a = "'" + "a".repeat(200) + "…' (cut)";
        String b = "'" + "b".repeat(200) + "…' (cut)";
        assertThat(shown.toString().lines())
                .containsExactly(
                        "Notice: file[/etc/motd]: line set to " + b,
                        "Notice: file[/etc/motd]: line changed %s to %s".formatted(a, b),
                        "Notice: file[/etc/motd]: line %s removed".formatted(a));
    }

    @Test
    void failures_and_what_they_stopped_are_shown_with_their_reasons() {
        plain().resource(of(ResourceOutcome.FAILED, "no such user 'web'"), false);
        plain().resource(of(ResourceOutcome.SKIPPED, "user[web] failed"), false);
        plain().resource(of(ResourceOutcome.UNCHANGED, null), false);

        assertThat(shown)
                .hasToString(
                        """
                        Error: file[/etc/motd]: no such user 'web'
                        Warning: file[/etc/motd] skipped: user[web] failed
                        """);
    }

    @Test
    void what_fails_is_shown_with_what_was_changed_before_or_would_be_in_a_no_op_run() {
        var failed =
                of(ResourceOutcome.FAILED, "no such user 'web'", Change.of("mode", "0600", "0644"));

        plain().resource(failed, false);
        plain().resource(failed, true);

        assertThat(shown)
                .hasToString(
                        """
                        Notice: file[/etc/motd]: mode changed '0600' to '0644'
                        Error: file[/etc/motd]: no such user 'web'
                        Notice: file[/etc/motd]: mode changed '0600' to '0644' (no-op)
                        Error: file[/etc/motd]: no such user 'web'
                        """);
    }

    @Test
    void the_last_line_counts_what_happened() {
        plain().finished(
                        report(
                                RunOutcome.CORRECTED,
                                of(ResourceOutcome.UNCHANGED, null),
                                of(ResourceOutcome.CORRECTED, null)));

        assertThat(shown)
                .hasToString(
                        "Notice: Applied catalog (corrected) in 1.23 seconds: 1 unchanged, 1"
                                + " corrected\n");
    }

    @Test
    void colours_are_for_terminals_whose_user_wants_them() {
        assertThat(Paint.of(true, false)).isEqualTo(Paint.COLOURS);
        assertThat(Paint.of(true, true)).isEqualTo(Paint.NONE);
        assertThat(Paint.of(false, false)).isEqualTo(Paint.NONE);

        new RunConsole(new PrintWriter(shown), Paint.COLOURS)
                .resource(of(ResourceOutcome.FAILED, "full"), false);

        assertThat(shown).hasToString("\u001b[31mError: file[/etc/motd]: full\u001b[0m\n");
    }

    @Test
    void what_a_file_holds_can_do_nothing_to_the_terminal() {
        var diff = new Change("content", null, null, "+\u001b]0;evil\u0007\n");

        plain().resource(of(ResourceOutcome.CHANGED, null, diff), false);

        assertThat(shown.toString()).contains("+\\u001b]0;evil\\u0007").doesNotContain("\u001b");
    }

    @Test
    void a_reason_of_several_lines_keeps_them() {
        plain().resource(of(ResourceOutcome.FAILED, "refused:\n/etc/motd:\tüml\u001b[2J"), false);

        assertThat(shown)
                .hasToString("Error: file[/etc/motd]: refused:\n  /etc/motd:\tüml\\u001b[2J\n");
    }

    private RunConsole plain() {
        return new RunConsole(new PrintWriter(shown), Paint.NONE);
    }

    private static ResourceReport of(
            ResourceOutcome outcome, @Nullable String reason, Change... changes) {
        return new ResourceReport(MOTD, outcome, 3, List.of(changes), reason);
    }

    private static Report report(RunOutcome outcome, ResourceReport... resources) {
        return new Report(
                new UUID(0, 1),
                new ServerName("web1"),
                outcome,
                "abc",
                Instant.EPOCH,
                1234,
                false,
                "1.0",
                List.of(resources),
                List.of(),
                new Facts(Map.of()));
    }
}
