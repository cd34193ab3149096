package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;

/** An account that a backup server may enter, from its network only. */
record AuthorizedKeyExample() implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.user("backup-in").home("/srv/backup-in").manageHome().purgeKeys();
        plan.authorizedKey("backup-in", "backup.example.org")
                .key(
                        "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE1/UTpKW0L03IbypkXr6d7lOoVrH+cltGrYl1MU6j6N")
                .options("from=\"192.0.2.0/24\"", "no-pty", "command=\"/usr/bin/rrsync -ro /srv\"");
    }

    record Removed() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.authorizedKey("backup-in", "backup.example.org").absent();
        }
    }
}
