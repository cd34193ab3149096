package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An example of one type.
 *
 * @param wanted declares it
 * @param tampering a shell script that spoils what was applied; null where drift cannot be
 * @param removed declares it away; null for a type that takes nothing away
 */
record TypeExample(
        String type,
        Class<? extends LabModule> wanted,
        @Nullable String tampering,
        @Nullable Class<? extends LabModule> removed) {

    static final List<TypeExample> ALL =
            List.of(
                    new TypeExample(
                            "file",
                            FileExample.class,
                            "echo unset http_proxy >> /etc/profile.d/proxy.sh",
                            FileExample.Removed.class),
                    new TypeExample(
                            "directory",
                            DirectoryExample.class,
                            "chmod 0777 /srv/www; echo x > /srv/www/stray",
                            DirectoryExample.Removed.class),
                    new TypeExample(
                            "line",
                            LineExample.class,
                            "sed -i 's/UMASK.*/UMASK 022/' /etc/login.defs",
                            LineExample.Removed.class),
                    new TypeExample(
                            "symlink",
                            SymlinkExample.class,
                            "ln -sfn /srv /opt/current",
                            SymlinkExample.Removed.class),
                    new TypeExample(
                            "package",
                            PackageExample.class,
                            "apt-mark unhold lab-clock && dpkg --purge lab-clock",
                            PackageExample.Removed.class),
                    new TypeExample(
                            "service", ServiceExample.class, "service lab-clock stop", null),
                    new TypeExample(
                            "user",
                            UserExample.class,
                            "usermod --shell /bin/false ada",
                            UserExample.Removed.class),
                    new TypeExample(
                            "group",
                            GroupExample.class,
                            "groupmod --gid 4999 deploy",
                            GroupExample.Removed.class),
                    new TypeExample(
                            "host",
                            HostExample.class,
                            "sed -i 's/192.0.2.7/192.0.2.8/' /etc/hosts",
                            HostExample.Removed.class),
                    new TypeExample(
                            "cron",
                            CronExample.class,
                            "sed -i s/30/31/ /etc/cron.d/tidy-uploads",
                            CronExample.Removed.class),
                    new TypeExample(
                            "authorized_key",
                            AuthorizedKeyExample.class,
                            "sed -i s/no-pty,// /srv/backup-in/.ssh/authorized_keys",
                            AuthorizedKeyExample.Removed.class),
                    new TypeExample(
                            "sysctl",
                            SysctlExample.class,
                            "rm /etc/sysctl.d/60-labctl-vm.swappiness.conf",
                            SysctlExample.Removed.class),
                    new TypeExample(
                            "mount",
                            MountExample.class,
                            "umount /srv/scratch",
                            MountExample.Removed.class),
                    new TypeExample("exec", ExecExample.class, "rm /var/lib/dhparams.pem", null),
                    new TypeExample("check", CheckExample.class, null, null));

    boolean canDrift() {
        return tampering != null;
    }

    boolean isRemovable() {
        return removed != null;
    }

    /** How a test is called that runs for it. */
    @Override
    public String toString() {
        return type;
    }
}
