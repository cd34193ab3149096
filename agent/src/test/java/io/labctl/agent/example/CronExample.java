package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;

/** A job for the night. */
record CronExample() implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.cron("tidy-uploads")
                .schedule("30 4 * * *")
                .user("www-data")
                .command("find /srv/uploads -mtime +30 -delete");
    }

    record Removed() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.cron("tidy-uploads").absent();
        }
    }
}
