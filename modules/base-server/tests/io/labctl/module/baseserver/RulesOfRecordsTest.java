package io.labctl.module.baseserver;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.resource.AccountName;
import io.labctl.catalog.resource.CronSchedule;
import io.labctl.catalog.resource.OneLine;
import io.labctl.catalog.resource.PackageName;
import io.labctl.catalog.resource.Presence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The rules about several parts hold for who makes the records in Java, not only for data. */
class RulesOfRecordsTest {
    @Test
    void a_host_that_is_present_has_an_address() {
        assertThatThrownBy(() -> new Host(Presence.PRESENT, Optional.empty(), List.of()))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("host has no ip");
    }

    @Test
    void a_job_that_is_present_has_a_schedule_and_a_command() {
        var daily = Optional.of(new CronSchedule("@daily"));
        var command = Optional.of(new OneLine("true"));

        assertThatThrownBy(() -> job(Optional.empty(), command))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("cron job has no schedule");
        assertThatThrownBy(() -> job(daily, Optional.empty()))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("cron job has no command");
    }

    private static CronJob job(Optional<CronSchedule> schedule, Optional<OneLine> command) {
        var root = new AccountName("root");
        return new CronJob(Presence.PRESENT, schedule, command, root, new TreeMap<>());
    }

    @Test
    void a_server_has_the_packages_of_what_it_configures() {
        var absent = new TreeMap<>(Map.of(Sshd.PACKAGE, PackageState.ABSENT));
        var sshd =
                new Sshd(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        new TreeMap<>());

        assertThatThrownBy(() -> server(absent, sshd))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("package openssh-server is absent, but sshd has settings");
    }

    private static BaseServer server(SortedMap<PackageName, PackageState> packages, Sshd sshd) {
        return new BaseServer(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new TreeMap<>(),
                packages,
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeMap<>(),
                Optional.empty(),
                Optional.of(sshd),
                new TreeMap<>(),
                Optional.empty());
    }
}
