package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.CheckedBy;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Merged;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.AccountName;
import io.labctl.catalog.resource.CronName;
import io.labctl.catalog.resource.HostName;
import io.labctl.catalog.resource.PackageName;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What every server needs. Each part is left alone unless the data say something about it.
 *
 * @param motd the text of {@code /etc/motd}; {@code {os.name}} stands for that fact, {@code
 *     {node.name}}, {@code {node.cloud}}, {@code {node.environment}} and {@code {node.role}} for
 *     the server's own place
 * @param hosts entries of hosts(5) by canonical name
 * @param packages by name: {@code present}, {@code absent} or an exact version
 * @param groups local groups by name
 * @param users local accounts by name
 * @param sshd settings of the SSH server, which is then installed
 * @param cron jobs by name; the cron daemon is then installed
 */
@CheckedBy({BaseServer.SshdInstalled.class, BaseServer.CronInstalled.class})
public record BaseServer(
        Optional<Motd> motd,
        @Merged @Default SortedMap<HostName, Host> hosts,
        @Merged @Default SortedMap<PackageName, PackageState> packages,
        @Merged @Default SortedMap<AccountName, Group> groups,
        @Merged @Default SortedMap<AccountName, User> users,
        @Merged Optional<Sshd> sshd,
        @Merged @Default SortedMap<CronName, CronJob> cron)
        implements LabModule {
    record SshdInstalled(SortedMap<PackageName, PackageState> packages, Optional<Sshd> sshd) {
        SshdInstalled {
            if (sshd.isPresent() && PackageState.ABSENT.equals(packages.get(Sshd.PACKAGE))) {
                throw InvalidInput.inField(
                        "packages", "package openssh-server is absent, but sshd has settings");
            }
        }
    }

    record CronInstalled(
            SortedMap<PackageName, PackageState> packages, SortedMap<CronName, CronJob> cron) {
        CronInstalled {
            boolean jobs = cron.values().stream().anyMatch(CronJob::isPresent);
            if (jobs && PackageState.ABSENT.equals(packages.get(CronJob.PACKAGE))) {
                throw InvalidInput.inField("packages", "package cron is absent, but cron has jobs");
            }
        }
    }

    @Override
    public void install(Node node, Plan plan) {
        allPackages().forEach((name, state) -> state.declare(plan, name));
    }

    @Override
    public void configure(Node node, Plan plan) {
        motd.ifPresent(text -> plan.file("/etc/motd").mode("0644").content(text.filled(node)));
        hosts.forEach((name, host) -> host.declare(plan, name));
        groups.forEach((name, group) -> group.declare(plan, name));
        users.forEach((name, user) -> user.declare(plan, name));
        sshd.ifPresent(settings -> settings.declare(plan));
        cron.forEach((name, job) -> job.declare(plan, name));
    }

    /** What is asked for, and what the other parts cannot work without. */
    private SortedMap<PackageName, PackageState> allPackages() {
        var all = new TreeMap<>(packages);
        sshd.ifPresent(_ -> all.putIfAbsent(Sshd.PACKAGE, PackageState.PRESENT));
        if (cron.values().stream().anyMatch(CronJob::isPresent)) {
            all.putIfAbsent(CronJob.PACKAGE, PackageState.PRESENT);
        }
        return all;
    }
}
