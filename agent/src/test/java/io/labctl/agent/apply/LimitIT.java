package io.labctl.agent.apply;

import static io.labctl.agent.apply.Wanted.exec;
import static io.labctl.agent.apply.Wanted.file;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.LocalCommands;
import io.labctl.catalog.report.ResourceOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With a real program that hangs. */
@Timeout(60)
class LimitIT {
    @TempDir private Path folder;

    @Test
    void a_resource_that_takes_too_long_fails_and_the_run_goes_on() throws IOException {
        var machine = new TestMachine(folder).with(new LocalCommands());

        var reports =
                machine.applyWithin(
                        Duration.ofSeconds(3),
                        exec("hangs", "sleep", "1000"),
                        file("/etc/motd", "x\n"));

        assertThat(reports.getFirst().outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(reports.getFirst().reason()).isEqualTo("took longer than 3s and was ended");
        assertThat(reports.getLast().outcome()).isEqualTo(ResourceOutcome.CHANGED);
    }
}
