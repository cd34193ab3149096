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
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What every server needs. Each part is left alone unless the data say something about it.
 *
 * @param motd the text of {@code /etc/motd}; {@code {os.name}} stands for that fact, {@code
 *     {node.name}}, {@code {node.cloud}}, {@code {node.environment}} and {@code {node.role}} for
 *     the server's own place
 * @param hosts entries of hosts(5) by canonical name
 * @param packages by name: {@code present}, {@code absent}, {@code latest}, an exact version or a
 *     range, {@code ">= 1.22, < 1.26"}
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

    public BaseServer {
        new SshdInstalled(packages, sshd);
        new CronInstalled(packages, cron);
    }

    @Override
    public void install(Node node, Plan plan) {
        packages.forEach((name, state) -> state.declare(plan.from(name), name));
        sshd.ifPresent(settings -> need(plan.from(settings), Sshd.PACKAGE));
        jobs().findFirst().ifPresent(job -> need(plan.from(job), CronJob.PACKAGE));
    }

    /** What the other parts cannot work without. */
    private void need(Plan plan, PackageName name) {
        if (!packages.containsKey(name)) {
            PackageState.PRESENT.declare(plan, name);
        }
    }

    private Stream<CronName> jobs() {
        return cron.entrySet().stream()
                .filter(job -> job.getValue().isPresent())
                .map(Map.Entry::getKey);
    }

    @Override
    public void configure(Node node, Plan plan) {
        motd.ifPresent(
                text ->
                        plan.from(text)
                                .file("/etc/motd")
                                .owner("root")
                                .group("root")
                                .mode("0644")
                                .content(text.filled(node)));
        hosts.forEach((name, host) -> host.declare(plan.from(name), name));
        groups.forEach((name, group) -> group.declare(plan.from(name), name));
        users.forEach((name, user) -> user.declare(plan.from(name), name));
        sshd.ifPresent(settings -> settings.declare(plan.from(settings)));
        cron.forEach((name, job) -> job.declare(plan.from(name), name));
    }
}
