package io.labctl.module.baseserver;

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
import io.labctl.catalog.resource.SysctlName;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * What every server needs. Each part is left alone unless the data say something about it.
 *
 * @param motd the text of {@code /etc/motd}; {@code {os.name}} stands for that fact, {@code
 *     {node.name}}, {@code {node.cloud}}, {@code {node.environment}} and {@code {node.role}} for
 *     the server's own place
 * @param hostname the machine's own name, filled in likewise
 * @param timezone of the tz database
 * @param locale that programs run with
 * @param hosts entries of hosts(5) by canonical name
 * @param packages by name: {@code present}, {@code absent}, {@code latest}, an exact version or a
 *     range, {@code ">= 1.22, < 1.26"}
 * @param groups local groups by name
 * @param users local accounts by name
 * @param sudo rules of sudoers(5) by the name of their file; sudo is then installed
 * @param sysctl settings of the kernel by name
 * @param time where the clock gets its time from
 * @param sshd settings of the SSH server, which is then installed
 * @param cron jobs by name; the cron daemon is then installed
 * @param updates that the machine installs by itself
 */
@CheckedBy({
    NeededPackages.OfHostname.class,
    NeededPackages.OfTimezone.class,
    NeededPackages.OfSudo.class,
    NeededPackages.OfTime.class,
    NeededPackages.OfSshd.class,
})
public record BaseServer(
        Optional<Motd> motd,
        Optional<OwnName> hostname,
        Optional<TimeZoneName> timezone,
        Optional<LocaleName> locale,
        @Merged @Default SortedMap<HostName, Host> hosts,
        @Merged @Default SortedMap<PackageName, PackageState> packages,
        @Merged @Default SortedMap<AccountName, Group> groups,
        @Merged @Default SortedMap<AccountName, User> users,
        @Merged @Default SortedMap<SudoFileName, SudoRule> sudo,
        @Merged @Default SortedMap<SysctlName, SysctlValue> sysctl,
        Optional<TimeSync> time,
        @Merged Optional<Sshd> sshd,
        @Merged @Default SortedMap<CronName, CronJob> cron,
        Optional<Updates> updates)
        implements LabModule {
    public BaseServer {
        new NeededPackages.OfHostname(packages, hostname.isPresent());
        new NeededPackages.OfTimezone(packages, timezone.isPresent());
        new NeededPackages.OfSudo(packages, sudo);
        new NeededPackages.OfTime(packages, time);
        new NeededPackages.OfSshd(packages, sshd.isPresent());
    }

    @Override
    public void install(Node node, Plan plan) {
        packages.forEach((name, state) -> state.declare(plan.from(name), name));
        hostname.ifPresent(each -> need(plan.from(each), OwnName.PACKAGE));
        timezone.ifPresent(each -> need(plan.from(each), TimeZoneName.PACKAGE));
        locale.ifPresent(
                each ->
                        each.packageName(node)
                                .ifPresent(packageName -> need(plan.from(each), packageName)));
        first(sudo, SudoRule::isPresent).ifPresent(rule -> need(plan.from(rule), SudoRule.PACKAGE));
        time.ifPresent(each -> need(plan.from(each), each.packageName()));
        sshd.ifPresent(each -> each.packages(node).forEach(name -> need(plan.from(each), name)));
        first(cron, CronJob::isPresent)
                .ifPresent(job -> need(plan.from(job), Family.of(node).cronPackage()));
        updates.ifPresent(each -> need(plan.from(each), each.packageName(node)));
    }

    /**
     * What the other parts cannot work without. Where the data want absent what only this node's
     * family needs, both are declared, and are told as what contradicts each other.
     */
    private void need(Plan plan, PackageName name) {
        if (packages.getOrDefault(name, PackageState.ABSENT).equals(PackageState.ABSENT)) {
            PackageState.PRESENT.declare(plan, name);
        }
    }

    private static <N, P> Optional<N> first(SortedMap<N, P> parts, Predicate<P> wanted) {
        return parts.entrySet().stream()
                .filter(each -> wanted.test(each.getValue()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public void configure(Node node, Plan plan) {
        motd.ifPresent(text -> text.declare(plan.from(text), node));
        hostname.ifPresent(name -> name.declare(plan.from(name), node));
        timezone.ifPresent(zone -> zone.declare(plan.from(zone), node));
        locale.ifPresent(name -> name.declare(plan.from(name), node));
        hosts.forEach((name, host) -> host.declare(plan.from(name), name));
        groups.forEach((name, group) -> group.declare(plan.from(name), name));
        users.forEach((name, user) -> user.declare(plan.from(name), name));
        users.forEach((name, user) -> user.declareKeys(plan, name));
        sudo.forEach((name, rule) -> rule.declare(plan.from(name), name));
        sysctl.forEach((name, value) -> value.declare(plan.from(name), name));
        time.ifPresent(settings -> settings.declare(plan.from(settings), node));
        sshd.ifPresent(settings -> settings.declare(plan.from(settings), node));
        cron.forEach((name, job) -> job.declare(plan.from(name), name, node));
        first(cron, CronJob::isPresent).ifPresent(job -> runCron(plan.from(job), node));
        updates.ifPresent(settings -> settings.declare(plan.from(settings), node));
    }

    /** Debian's package starts it. */
    private static void runCron(Plan plan, Node node) {
        Family family = Family.of(node);
        if (family == Family.FEDORA) {
            plan.service(family.cronService()).running().enabled().after(family.cronPackage().id());
        }
    }
}
