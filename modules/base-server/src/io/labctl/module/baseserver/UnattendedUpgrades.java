package io.labctl.module.baseserver;

import io.labctl.catalog.module.FileDeclaration;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.resource.PackageName;

/** {@link Updates} of the Debian family; apt's own timers run them. */
record UnattendedUpgrades(Updates wanted) {
    static final PackageName PACKAGE = new PackageName("unattended-upgrades");

    private static final String FOLDER = "/etc/apt/apt.conf.d/";

    /** Each names its distribution, so that the others match nothing. */
    private static final String SECURITY =
            """
              "origin=Debian,codename=${distro_codename},label=Debian-Security";
              "origin=Debian,codename=${distro_codename}-security,label=Debian-Security";
              "origin=Ubuntu,archive=${distro_codename}-security";
            """;

    private static final String OTHERS =
            """
              "origin=Debian,codename=${distro_codename},label=Debian";
              "origin=Debian,codename=${distro_codename}-updates";
              "origin=Ubuntu,archive=${distro_codename}";
              "origin=Ubuntu,archive=${distro_codename}-updates";
            """;

    void declare(Plan plan) {
        conf(
                plan,
                "20auto-upgrades",
                """
                APT::Periodic::Update-Package-Lists "1";
                APT::Periodic::Unattended-Upgrade "1";
                """);
        conf(plan, "60labctl-unattended-upgrades", what() + reboot());
    }

    private static FileDeclaration conf(Plan plan, String name, String text) {
        return plan.file(FOLDER + name)
                .owner("root")
                .group("root")
                .mode("0644")
                .content("// Managed by labctl, module base-server.\n" + text)
                .validate("apt-config", "-c", "{file}", "dump")
                .after(PACKAGE.id());
    }

    /** Instead of what the package's own file says, which is read before. */
    private String what() {
        return """
                #clear Unattended-Upgrade::Allowed-Origins;
                #clear Unattended-Upgrade::Origins-Pattern;
                Unattended-Upgrade::Origins-Pattern {
                %s};
                """
                .formatted(wanted.scope() == UpdateScope.ALL ? SECURITY + OTHERS : SECURITY);
    }

    private String reboot() {
        return wanted.reboot()
                .map(
                        time ->
                                """
                                Unattended-Upgrade::Automatic-Reboot "true";
                                Unattended-Upgrade::Automatic-Reboot-Time "%s";
                                """
                                        .formatted(time.value()))
                .orElse("Unattended-Upgrade::Automatic-Reboot \"false\";\n");
    }
}
