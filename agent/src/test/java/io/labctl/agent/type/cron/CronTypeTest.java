package io.labctl.agent.type.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.catalog.resource.CronResource;
import io.labctl.catalog.resource.Presence;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CronTypeTest {
    @TempDir private Path folder;

    @Test
    void a_job_is_a_file_of_its_own_that_says_who_manages_it() throws IOException {
        var machine = new TestMachine(folder);
        Files.createDirectory(machine.at("/etc/cron.d"));

        machine.apply(
                new CronResource(
                        "backup",
                        Presence.PRESENT,
                        "@daily",
                        "app",
                        "/usr/bin/backup --all",
                        new TreeMap<>(Map.of("MAILTO", "", "GREETING", " hello "))));

        assertThat(machine.read("/etc/cron.d/backup"))
                .isEqualTo(
                        """
                        # Managed by labctl (cron[backup]); a change made here is undone by the next run.
                        GREETING=" hello "
                        MAILTO=""
                        @daily app /usr/bin/backup --all
                        """);
    }
}
