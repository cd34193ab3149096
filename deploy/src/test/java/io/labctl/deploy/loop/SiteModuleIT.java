package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.report.RunOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A module that a site brings itself, from its source to a node. */
class SiteModuleIT {
    @RegisterExtension static final StandingRehearsal standing = new StandingRehearsal(1, "bwrap");

    private final Rehearsal rehearsal = standing.rehearsal();
    private final Node node = rehearsal.node(1);
    private final Path module = rehearsal.state().resolve("site/modules/greeting");

    @Test
    void its_source_is_applied_and_when_it_loops_its_servers_say_so_and_labd_goes_on()
            throws IOException {
        greeting("plan.file(\"/etc/greeting\").content(\"hello \" + node.name());");
        node.runAgent().succeeded();
        assertThat(node.read("/etc/greeting")).isEqualTo("hello node-1");

        greeting("while (true) Thread.onSpinWait();");
        node.write("/etc/greeting", "tampered");
        node.runAgent();

        assertThat(rehearsal.labctl("get", "servers").succeeded().out()).contains("compile-failed");
        assertThat(rehearsal.detail(node).compileFaults())
                .containsExactly("module greeting: did not end within 10s and was stopped");
        assertThat(node.read("/etc/greeting")).isEqualTo("hello node-1");

        greeting("plan.file(\"/etc/greeting\").content(\"goodbye\");");
        node.runAgent().succeeded();
        assertThat(node.read("/etc/greeting")).isEqualTo("goodbye");
        assertThat(rehearsal.report(node).outcome()).isEqualTo(RunOutcome.CHANGED);
        assertThat(rehearsal.detail(node).compileFaults()).isEmpty();
    }

    private void greeting(String body) {
        try {
            Path source = Files.createDirectories(module.resolve("src/site"));
            Files.writeString(
                    module.resolve("module.yaml"),
                    "name: greeting\nversion: 1.0.0\ndescription: x\ntype: site.Greeting\n");
            Files.writeString(
                    source.resolve("Greeting.java"),
                    """
                    package site;

                    import io.labctl.catalog.module.*;

                    public record Greeting() implements LabModule {
                        @Override
                        public void configure(Node node, Plan plan) {
                            %s
                        }
                    }
                    """
                            .formatted(body));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Rehearsal.awaitLookAtSite();
    }
}
