package io.labctl.agent.type.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.machine.FakeCommands;
import io.labctl.agent.machine.Finished;
import io.labctl.catalog.error.NotFound;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemdServicesTest {
    private final FakeCommands commands = new FakeCommands();
    private final SystemdServices services = new SystemdServices(commands);

    @Test
    void all_states_come_from_one_question() throws IOException {
        answer(
                """
                ActiveState=active
                SubState=running
                UnitFileState=enabled
                CanReload=yes

                ActiveState=inactive
                SubState=dead
                UnitFileState=
                CanReload=no

                ActiveState=failed
                SubState=failed
                UnitFileState=static
                """);

        var states = services.states(List.of("ssh", "nothing", "once.timer"));

        assertThat(states)
                .containsEntry("ssh", new ServiceState(true, true, false, true))
                .containsEntry("nothing", new ServiceState(false, false, false, false))
                .containsEntry("once.timer", new ServiceState(false, null, false, false));
        assertThat(commands.run())
                .containsExactly(
                        "systemctl show --property=ActiveState,SubState,UnitFileState,CanReload --"
                                + " ssh.service nothing.service once.timer");
    }

    @Test
    void one_that_waits_to_be_started_again_neither_runs_nor_is_stopped() throws IOException {
        answer("ActiveState=activating\nSubState=auto-restart\nUnitFileState=enabled\n");

        assertThat(services.states(List.of("crashing")))
                .containsEntry("crashing", new ServiceState(false, true, true, false, false));
    }

    @Test
    void one_that_is_being_started_runs() throws IOException {
        answer("ActiveState=activating\nSubState=start\nUnitFileState=enabled\n");

        assertThat(services.states(List.of("slow")))
                .containsEntry("slow", new ServiceState(true, true, false, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"linked", "linked-runtime", "enabled-runtime"})
    void what_does_not_start_at_boot_is_not_enabled(String state) throws IOException {
        answer("ActiveState=active\nSubState=running\nUnitFileState=%s\n".formatted(state));

        assertThat(services.states(List.of("app")))
                .containsEntry("app", new ServiceState(true, false, false, false));
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

    @Test
    void one_that_systemd_does_not_know_is_refused_unless_it_is_a_script() throws IOException {
        answer("LoadState=not-found\n");
        commands.exits("test", 1, "");

        assertThatThrownBy(() -> services.requireThere("nosuch"))
                .isInstanceOf(NotFound.class)
                .hasMessage("no service 'nosuch': systemd knows no unit 'nosuch.service'");

        commands.exits("test", 0, "");
        services.requireThere("nosuch.service");
        assertThat(commands.run()).last().isEqualTo("test -x /etc/init.d/nosuch");
    }

    private void answer(String out) {
        commands.program("systemctl", _ -> new Finished(0, out, "", false));
    }
}
