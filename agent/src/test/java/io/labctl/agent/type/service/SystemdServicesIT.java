package io.labctl.agent.type.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Command;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ServiceResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a real systemd answers; a unit of its own for each test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SystemdServicesIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir static Path folder;

    private ThrowAwayNode node;
    private Services services;

    @BeforeAll
    void boot() throws IOException {
        node = ThrowAwayNode.startWithSystemd(folder);
        services = node.machine().services();
    }

    @AfterAll
    void end() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void a_machine_that_systemd_runs_has_its_services_managed_by_it() {
        assertThat(services).isInstanceOf(SystemdServices.class);
    }

    @Test
    void a_service_is_started_enabled_stopped_and_disabled() throws IOException {
        unit("switched", "sleep infinity");

        services.start("switched");
        services.enable("switched");
        assertThat(services.states(List.of("switched")))
                .containsEntry("switched", new ServiceState(true, true, false, false));

        services.stop("switched");
        services.disable("switched");
        assertThat(services.states(List.of("switched")))
                .containsEntry("switched", new ServiceState(false, false, false, false));
    }

    @Test
    void a_service_that_crashes_again_and_again_is_told_and_can_be_stopped() throws IOException {
        unit("crashing", "sleep 0.3\nRestart=always\nRestartSec=1h");
        services.start("crashing");
        await().untilAsserted(
                        () ->
                                assertThat(services.states(List.of("crashing")))
                                        .containsEntry(
                                                "crashing",
                                                new ServiceState(
                                                        false, true, false, false, false)));
        var machine = TestMachine.of(node.machine(), folder);

        var up = machine.noop(new ServiceResource("crashing", true, null, null)).getFirst();
        var down = machine.apply(new ServiceResource("crashing", false, null, null)).getFirst();

        assertThat(up.changes()).containsExactly(Change.of("running", "restarting", "true"));
        assertThat(down.reason()).isNull();
        assertThat(services.states(List.of("crashing")))
                .containsEntry("crashing", new ServiceState(false, false, false, false));
    }

    @Test
    void a_linked_unit_and_one_enabled_until_the_next_boot_are_enabled_for_good()
            throws IOException {
        unit("passing", "sleep infinity");
        run("systemctl", "enable", "--runtime", "passing");
        unit("elsewhere", "sleep infinity");
        run("mv", "/usr/lib/systemd/system/elsewhere.service", "/srv/elsewhere.service");
        run("systemctl", "link", "/srv/elsewhere.service");

        for (String name : List.of("passing", "elsewhere")) {
            assertThat(services.states(List.of(name)))
                    .containsEntry(name, new ServiceState(false, false, false, false));
            services.enable(name);
            assertThat(services.states(List.of(name)))
                    .containsEntry(name, new ServiceState(false, true, false, false));
        }
    }

    @Test
    void the_states_of_many_are_told_apart() throws IOException {
        unit("running", "sleep infinity");
        services.start("running");
        unit("idle", "sleep infinity");

        assertThat(services.states(List.of("idle", "nowhere", "running", "basic.target")))
                .containsEntry("idle", new ServiceState(false, false, false, false))
                .containsEntry("nowhere", new ServiceState(false, false, false, false))
                .containsEntry("running", new ServiceState(true, false, false, false))
                .containsEntry("basic.target", new ServiceState(true, null, false, false));
    }

    @Test
    void all_that_are_shown_are_as_they_are_shown() throws IOException {
        unit("listed", "sleep infinity");
        unit("template@", "sleep infinity");

        assertThat(services.names()).contains("listed").noneMatch(each -> each.endsWith("@"));
        var shown = new PresentServices(services).named(services.names());
        assertThat(TestMachine.of(node.machine(), folder).noop(shown.toArray(Resource[]::new)))
                .filteredOn(each -> each.outcome() != ResourceOutcome.UNCHANGED)
                .isEmpty();
    }

    @Test
    void a_changed_unit_is_read_again_before_its_restart() throws IOException {
        unit("changing", "sleep 100000");
        services.start("changing");

        unit("changing", "sleep 200000");
        services.restart("changing");

        assertThat(run("systemctl", "show", "--property=ExecStart", "changing"))
                .contains("sleep 200000");
    }

    @Test
    void a_service_that_cannot_start_is_told_in_the_words_of_systemctl() throws IOException {
        unit("broken", "no-such-program");

        assertThatThrownBy(() -> services.start("broken"))
                .hasMessageContaining("systemctl exited 1: Job for broken.service failed");
    }

    @Test
    void a_masked_service_is_not_enabled_and_says_so_when_it_is_started() throws IOException {
        unit("forbidden", "sleep infinity");
        run("systemctl", "mask", "forbidden");

        assertThat(services.states(List.of("forbidden")))
                .containsEntry("forbidden", new ServiceState(false, false, true, false));
        assertThatThrownBy(() -> services.start("forbidden")).hasMessageContaining("masked");
    }

    @Test
    void a_service_is_masked_and_unmasked_for_good_or_until_the_next_boot() throws IOException {
        unit("hidden", "sleep infinity");

        services.mask("hidden");
        assertThat(services.states(List.of("hidden")))
                .containsEntry("hidden", new ServiceState(false, false, true, false));

        run("systemctl", "mask", "--runtime", "hidden");
        services.unmask("hidden");
        assertThat(services.states(List.of("hidden")))
                .containsEntry("hidden", new ServiceState(false, false, false, false));
    }

    @Test
    void what_was_enabled_under_a_mask_is_unmasked_and_disabled_by_one_run() throws IOException {
        unit("covered", "sleep infinity");
        services.enable("covered");
        // Its own file is in /usr/lib, so the mask in /etc leaves the links of enabling alone.
        services.mask("covered");

        var report =
                TestMachine.of(node.machine(), folder)
                        .apply(new ServiceResource("covered", null, false, false))
                        .getFirst();

        assertThat(report.reason()).isNull();
        assertThat(services.states(List.of("covered")))
                .containsEntry("covered", new ServiceState(false, false, false, false));
    }

    @Test
    void a_service_with_a_reload_reads_its_configuration_anew_and_keeps_its_process()
            throws IOException {
        unit("reading", "sleep infinity\nExecReload=/bin/touch /run/reading.reloaded");
        services.start("reading");
        String before = run("systemctl", "show", "--property=MainPID", "reading");

        assertThat(services.states(List.of("reading")))
                .containsEntry("reading", new ServiceState(true, false, false, true));
        services.reload("reading");

        assertThat(Files.exists(node.machine().root().at("/run/reading.reloaded"))).isTrue();
        assertThat(run("systemctl", "show", "--property=MainPID", "reading")).isEqualTo(before);
    }

    private void unit(String name, String command) throws IOException {
        Files.writeString(
                node.machine().root().at("/usr/lib/systemd/system/" + name + ".service"),
                """
                [Service]
                Type=exec
                ExecStart=/bin/%s
                [Install]
                WantedBy=multi-user.target
                """
                        .formatted(command));
    }

    private String run(String... argv) throws IOException {
        return node.machine().commands().require(Command.of(List.of(argv), LIMIT));
    }
}
