package io.labctl.module.baseserver;

import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.PackageName;

/** {@link Updates} of the Fedora family, whose timer is a service of its own. */
enum DnfAutomatic {
    DNF4("dnf-automatic", "dnf-automatic-install.timer"),
    DNF5("dnf5-plugin-automatic", "dnf5-automatic.timer");

    /** The first release of Fedora Linux with dnf 5. */
    private static final int FIRST_WITH_DNF5 = 41;

    private final String packageName;
    private final String timer;

    DnfAutomatic(String packageName, String timer) {
        this.packageName = packageName;
        this.timer = timer;
    }

    static DnfAutomatic of(Node node) {
        boolean fedora = node.text("os.name").equals("Fedora");
        return fedora && Integer.parseInt(node.text("os.release.major")) >= FIRST_WITH_DNF5
                ? DNF5
                : DNF4;
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
