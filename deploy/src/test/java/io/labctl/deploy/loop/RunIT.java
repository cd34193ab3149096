package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.ReportSummary;
import io.labctl.catalog.report.Report;
import io.labctl.catalog.report.RunOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Runs on a server that are asked for from elsewhere. */
class RunIT {
    @RegisterExtension
    static final StandingRehearsal standing = StandingRehearsal.withDaemons(1, "bwrap");

    private final Rehearsal rehearsal = standing.rehearsal();
    private final Node node = rehearsal.node(1);

    @BeforeAll
    static void a_module_for_nobody() throws IOException {
        Path module = standing.rehearsal().state().resolve("site/modules/greeting");
        Files.createDirectories(module.resolve("files"));
        Files.createDirectories(module.resolve("src/site"));
        Files.writeString(
                module.resolve("module.yaml"),
                """
                name: greeting
                version: 1.0.0
                description: x
                type: site.Greeting
                targets:
                  roles: [nobody]
                """);
        Files.writeString(module.resolve("files/hello"), "hello " + "x".repeat(100_000));
        Files.writeString(
                module.resolve("src/site/Greeting.java"),
                """
                package site;

                import io.labctl.catalog.module.*;

                public record Greeting() implements LabModule {
                    @Override
                    public void configure(Node node, Plan plan) {
                        plan.file("/etc/greeting").source("hello");
                    }
                }
                """);
        Rehearsal.awaitLookAtSite();
    }

    @Test
    void what_was_tampered_with_is_put_back_at_once_and_told() {
        rehearsal.labctl("run", "server/node-1").succeeded();
        node.write("/etc/motd", "tampered\n");

        Running.Ended looked = rehearsal.labctl("run", "server/node-1", "--noop");
        assertThat(looked.succeeded().out())
                .contains("Notice: file[/etc/motd]: content", "(no-op)", "(noop) in");
        assertThat(node.read("/etc/motd")).isEqualTo("tampered\n");

        Running.Ended ended =
                rehearsal.labctl(
                        "run",
                        "--environment",
                        rehearsal.server(node).environment().value(),
                        "--detailed-exitcodes");
        assertThat(ended.exit()).isEqualTo(2);
        assertThat(ended.out())
                .contains(
                        "node-1 | Notice: file[/etc/motd]: content", "(corrective)", "(corrected)");
        assertThat(ended.err()).contains("1 changed (node-1)");
        assertThat(node.read("/etc/motd")).isNotEqualTo("tampered\n");
        assertThat(rehearsal.report(node).outcome()).isEqualTo(RunOutcome.CORRECTED);
    }

    @Test
    void a_module_is_applied_once_without_being_assigned() {
        rehearsal.labctl("run", "server/node-1").succeeded();
        String catalog = rehearsal.detail(node).catalog();
        var status = rehearsal.server(node).lastRun();

        Running.Ended ended =
                rehearsal.labctl("apply", "module", "greeting", "--target", "server/node-1");

        assertThat(ended.succeeded().out())
                .contains("file[/etc/greeting]", "Applied only module greeting (changed)");
        assertThat(node.read("/etc/greeting")).startsWith("hello x");
        assertThat(rehearsal.detail(node).catalog()).isEqualTo(catalog);
        assertThat(rehearsal.server(node).lastRun()).isEqualTo(status);
        List<ReportSummary> reports = rehearsal.reports(node);
        Report report = rehearsal.report(reports.getFirst().id());
        assertThat(report.module()).isEqualTo("greeting");

        assertThat(rehearsal.labctl("run", "server/node-1").succeeded().out())
                .contains("(unchanged)");
    }

    @Test
    void a_module_that_is_not_there_is_told_with_the_nearest() {
        Running.Ended ended =
                rehearsal.labctl("apply", "module", "greting", "--target", "server/node-1");

        assertThat(ended.exit()).isEqualTo(3);
        assertThat(ended.err()).contains("there is no module 'greting', did you mean 'greeting'?");
    }

    @Test
    void while_the_owner_disables_runs_they_are_refused() {
        node.agent("disable", "disk is being replaced").succeeded();
        try {
            Running.Ended ended = rehearsal.labctl("run", "server/node-1");

            assertThat(ended.exit()).isEqualTo(1);
            assertThat(ended.err()).contains("runs are disabled", "disk is being replaced");
        } finally {
            node.agent("enable").succeeded();
        }
    }
}
