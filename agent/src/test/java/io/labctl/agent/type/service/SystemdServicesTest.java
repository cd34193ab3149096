package io.labctl.agent.type.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.FakeCommands;
import io.labctl.agent.machine.Finished;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemdServicesTest {
    private final FakeCommands commands = new FakeCommands();
    private final SystemdServices services = new SystemdServices(commands);

    @Test
    void all_states_come_from_one_question() throws IOException {
        answer(
                """
                LoadState=loaded
                ActiveState=active
                UnitFileState=enabled
                CanReload=yes

                LoadState=not-found
                ActiveState=inactive
                UnitFileState=
                CanReload=no

                LoadState=loaded
                ActiveState=failed
                UnitFileState=static
                """);

        var states = services.states(List.of("ssh", "nothing", "once.timer"));

        assertThat(states)
                .containsEntry("ssh", new ServiceState(true, true, false, true))
                .containsEntry("nothing", new ServiceState(false, false, false, false))
                .containsEntry("once.timer", new ServiceState(false, null, false, false));
        assertThat(commands.run())
                .containsExactly(
                        "systemctl show --property=LoadState,ActiveState,UnitFileState,CanReload --"
                                + " ssh.service nothing.service once.timer");
    }

    @Test
    void a_changed_unit_file_is_loaded_before_the_restart() throws IOException {
        answer("NeedDaemonReload=yes\n");

        services.restart("ssh");

        assertThat(commands.run())
                .endsWith("systemctl daemon-reload", "systemctl restart -- ssh.service");
    }

    @Test
    void nothing_is_loaded_anew_without_need() throws IOException {
        answer("NeedDaemonReload=no\n");

        services.start("ssh");

        assertThat(commands.run()).doesNotContain("systemctl daemon-reload");
    }

    private void answer(String out) {
        commands.program("systemctl", _ -> new Finished(0, out, "", false));
    }
}
