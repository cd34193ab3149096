package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.CheckedBy;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.PackageName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where the clock gets its time from. chrony asks these and no others.
 *
 * @param daemon systemd-timesyncd is for the Debian family only; it asks those too that
 *     systemd-networkd knows of an interface, such as from DHCP (timesyncd.conf(5))
 * @param pools names that stand for several servers each
 * @param servers single ones
 */
@CheckedBy(TimeSync.Sourced.class)
public record TimeSync(
        @Default("chrony") TimeDaemon daemon,
        @Default List<TimeSource> pools,
        @Default List<TimeSource> servers)
        implements ForFamily {
    private static final String DROP_INS = "/etc/systemd/timesyncd.conf.d";

    record Sourced(List<TimeSource> pools, List<TimeSource> servers) {
        Sourced {
            if (pools.isEmpty() && servers.isEmpty()) {
                throw InvalidInput.inField("servers", "time has neither pools nor servers");
            }
        }
    }

    public TimeSync {
        new Sourced(pools, servers);
    }

    @Override
    public List<String> objections(Node node) {
        List<String> family = ForFamily.super.objections(node);
        return family.isEmpty()
                        && daemon == TimeDaemon.SYSTEMD_TIMESYNCD
                        && Family.of(node) != Family.DEBIAN
                ? List.of("systemd-timesyncd is for the Debian family: use chrony")
                : family;
    }

    PackageName packageName() {
        return daemon.packageName();
    }

    void declare(Plan plan, Node node) {
        switch (daemon) {
            case CHRONY -> chrony(plan, Family.of(node));
            case SYSTEMD_TIMESYNCD -> timesyncd(plan);
        }
    }

    private void chrony(Plan plan, Family family) {
        var conf =
                plan.file(family.chronyConf())
                        .owner("root")
                        .group("root")
                        .mode("0644")
                        .content(
                                """
                                # Managed by labctl, module base-server.
                                %sdriftfile /var/lib/chrony/drift
                                makestep 1 3
                                rtcsync
                                """
                                        .formatted(sources()))
                        .after(packageName().id());
        plan.service(family.chronyService())
                .running()
                .enabled()
                .after(packageName().id())
                .restartOn(conf);
    }

    private String sources() {
        return Stream.concat(
                        pools.stream().map(each -> "pool %s iburst\n".formatted(each.value())),
                        servers.stream().map(each -> "server %s iburst\n".formatted(each.value())))
                .collect(Collectors.joining());
    }

    private void timesyncd(Plan plan) {
        var folder =
                plan.directory(DROP_INS)
                        .owner("root")
                        .group("root")
                        .mode("0755")
                        .after(packageName().id());
        String names =
                Stream.concat(pools.stream(), servers.stream())
                        .map(TimeSource::value)
                        .collect(Collectors.joining(" "));
        var dropIn =
                plan.file(DROP_INS + "/50-labctl.conf")
                        .owner("root")
                        .group("root")
                        .mode("0644")
                        .content(
                                "# Managed by labctl, module base-server.\n[Time]\nNTP=\nNTP=%s\nFallbackNTP=\n"
                                        .formatted(names))
                        .after(folder);
        plan.service(packageName().value())
                .running()
                .enabled()
                .after(packageName().id())
                .restartOn(dropIn);
    }
}
