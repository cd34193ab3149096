package io.labctl.agent.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.FakeCommands;
import io.labctl.agent.machine.FakeTime;
import io.labctl.agent.machine.Root;
import io.labctl.agent.present.PresentLook;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.type.ManagedMachine;
import io.labctl.agent.type.PresentTypes;
import io.labctl.agent.type.pkg.FakePackages;
import io.labctl.agent.type.service.InitServices;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoingTest {
    @TempDir private Path folder;

    @Test
    void a_name_that_leads_elsewhere_runs_nothing() throws IOException {
        var root = new Root(folder.resolve("root"));
        var commands = new FakeCommands();
        Path script = new TestMachine(folder).at("/x");
        Files.writeString(script, "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectories(root.at("/etc/init.d"));
        var time = new FakeTime();
        var machine =
                new ManagedMachine(
                        root,
                        commands,
                        new FakePackages(),
                        new InitServices(root, commands, time),
                        time);
        var backups = new Backups(folder.resolve("backups"), Clock.systemUTC(), WireJson.mapper());
        var doing =
                new Doing(
                        () -> new PresentLook(PresentTypes.of(machine, backups)),
                        WireJson.mapper(),
                        "1.2.3");

        assertThat(doing.end(new Action.ShowResources("service", "../../x")))
                .isEqualTo(new WorkEnd.Failed("service '../../x' is not one plain word"));
        assertThat(commands.run()).isEmpty();
    }
}
