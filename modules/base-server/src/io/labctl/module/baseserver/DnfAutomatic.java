package io.labctl.module.baseserver;

import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.PackageName;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@link Updates} of the Fedora family, whose timer is a service of its own. */
enum DnfAutomatic {
    DNF4("dnf-automatic", "dnf-automatic-install.timer"),
    DNF5("dnf5-plugin-automatic", "dnf5-automatic.timer");

    /** The first release of Fedora Linux with dnf 5. */
    private static final int FIRST_WITH_DNF5 = 41;

    private static final String RELEASE = "os.release.major";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

    private final String packageName;
    private final String timer;

    DnfAutomatic(String packageName, String timer) {
        this.packageName = packageName;
        this.timer = timer;
    }

    /** For a node to which {@link #objections} has none. */
    static DnfAutomatic of(Node node) {
        return isFedoraLinux(node) && Integer.parseInt(node.text(RELEASE)) >= FIRST_WITH_DNF5
                ? DNF5
                : DNF4;
    }

    /** Why nobody can tell which dnf this node has. */
    static List<String> objections(Node node) {
        if (!isFedoraLinux(node)) {
            return List.of();
        }
        return node
                .whyNoText(RELEASE)
                .or(() -> Optional.of(node.text(RELEASE)).flatMap(DnfAutomatic::whyNoRelease))
                .stream()
                .toList();
    }

    private static boolean isFedoraLinux(Node node) {
        return node.fact("os.name").equals(Optional.of("Fedora"));
    }

    private static Optional<String> whyNoRelease(String text) {
        return NUMBER.matcher(text).matches()
                ? Optional.empty()
                : Optional.of(
                        "is for numbered releases of Fedora, and this machine's fact 'os.release.major' is '%s'"
                                .formatted(Printable.of(text)));
    }

    PackageName packageName() {
        return new PackageName(packageName);
    }

    void declare(Plan plan, Updates wanted) {
        var conf =
                plan.file("/etc/dnf/automatic.conf")
                        .owner("root")
                        .group("root")
                        .mode("0644")
                        .content(text(wanted))
                        .after(packageName().id());
        plan.service(timer).running().enabled().after(packageName().id()).after(conf);
    }

    private static String text(Updates wanted) {
        return """
                # Managed by labctl, module base-server.
                [commands]
                upgrade_type = %s
                download_updates = yes
                apply_updates = yes
                %s[emitters]
                emit_via = stdio
                """
                .formatted(
                        wanted.scope() == UpdateScope.ALL ? "default" : "security",
                        wanted.reboot()
                                .map(
                                        time ->
                                                """
                                                reboot = when-needed
                                                reboot_command = shutdown -r %s
                                                """
                                                        .formatted(time.value()))
                                .orElse(""));
    }
}
