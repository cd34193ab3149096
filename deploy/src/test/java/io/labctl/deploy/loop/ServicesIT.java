package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** labd and lab-agent as services, by the steps of docs/get-started.md, under a real systemd. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServicesIT {
    private static final Duration START = Duration.ofMinutes(2);
    private static final String LABCTL =
            "LABCTL_CONFIG=/var/lib/labd/admin/config.yaml /usr/bin/labctl ";

    private SystemdMachine machine;

    @BeforeAll
    void labd_serves(@TempDir Path folder) throws IOException {
        machine = SystemdMachine.boot(folder);
        machine.run("systemctl start systemd-journald").succeeded();
        machine.run("ip link set lo up && echo 127.0.0.1 labd.example >> /etc/hosts").succeeded();
        install();
        machine.write("/etc/labd/site/site.yaml", "clouds:\n  lab:\n    environments: [prod]\n");
        machine.write(
                "/etc/labd/site/data/common.yaml",
                "base-server:\n  motd: \"{node.name} is kept by labctl\"\n");
        machine.write("/etc/labd/labd.yaml", "names: [labd.example]\nsite: /etc/labd/site\n");
        machine.run("useradd --system --home-dir /var/lib/labd --shell /usr/sbin/nologin labd")
                .succeeded();
        machine.run("systemctl daemon-reload && systemctl enable --now labd").succeeded();
        awaitLabd();
    }

    private void awaitLabd() {
        await().atMost(START)
                .untilAsserted(
                        () ->
                                assertThat(machine.run(LABCTL + "get servers").exit())
                                        .as(machine.run("journalctl --no-pager -u labd").said())
                                        .isZero());
    }

    @AfterAll
    void the_machine_is_gone() throws IOException {
        if (machine != null) {
            machine.close();
        }
    }

    /** The packaged programs in /opt/labctl, and the units. */
    private void install() throws IOException {
        Path programs = machine.path("/opt/labctl");
        try (Stream<Path> dist = Files.walk(Means.DIST)) {
            for (Path each : dist.toList()) {
                Files.copy(each, programs.resolve(Means.DIST.relativize(each).toString()));
            }
        }
        machine.run("ln -s /opt/labctl/bin/labctl /opt/labctl/bin/lab-agent /usr/bin/").succeeded();
        for (String unit : List.of("labd.service", "lab-agent.service")) {
            machine.write(
                    "/etc/systemd/system/" + unit, Files.readString(Path.of("systemd", unit)));
        }
    }

    @Test
    void an_enrolled_machine_is_kept_by_its_service() throws IOException {
        String token =
                machine.run(
                                LABCTL
                                        + "create token --cloud lab --env prod --role web --server"
                                        + " web1 --ttl 1h")
                        .succeeded()
                        .out()
                        .strip();
        machine.run(
                        "echo %s | lab-agent enroll --server https://labd.example:7443 --token-file /dev/stdin --name web1"
                                .formatted(token))
                .succeeded();
        machine.write("/etc/lab-agent/agent.yaml", "interval: 10s\nsplay: 0s\n");
        machine.run("systemctl enable --now lab-agent").succeeded();

        await().atMost(START)
                .until(() -> machine.read("/etc/motd").equals("web1 is kept by labctl\n"));

        assertThat(machine.run(LABCTL + "get servers").out()).contains("web1", "online");
        assertThat(logs("server/web1 -u lab-agent --since 5m")).contains("lab-agent started");
        assertThat(logs("agent/web1 -n all")).contains("lab-agent started");
        assertThat(logs("server/web1 -p emerg")).isEmpty();
        machine.run("systemctl stop lab-agent").succeeded();
        assertThat(machine.run("systemctl show --property=Result,ActiveState lab-agent").out())
                .contains("Result=success", "ActiveState=inactive");
    }

    private String logs(String words) {
        return machine.run(LABCTL + "logs " + words).succeeded().out();
    }

    @Test
    void the_journal_tells_in_three_lines_how_to_connect() {
        assertThat(machine.run("journalctl --no-pager --output=cat -u labd").succeeded().out())
                .contains(
                        "is ready on https://labd.example:7443, its data are in /var/lib/labd",
                        "the admin credential is in /var/lib/labd/admin",
                        "LABCTL_CONFIG=/var/lib/labd/admin/config.yaml /opt/labctl/bin/labctl get servers");
    }

    @Test
    void labd_runs_under_its_own_account_and_ends_well() {
        assertThat(machine.run("stat -c %U /proc/$(systemctl show -P MainPID labd)").out())
                .isEqualTo("labd\n");

        machine.run("systemctl restart labd").succeeded();

        awaitLabd();
        assertThat(machine.run("systemctl show --property=Result,NRestarts labd").out())
                .contains("Result=success", "NRestarts=0");
    }
}
