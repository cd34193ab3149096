package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;

/** A place in memory for what need not outlast a boot. */
record MountExample() implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.directory("/srv/scratch");
        plan.mount("/srv/scratch")
                .device("tmpfs")
                .type("tmpfs")
                .options("size=16m", "nodev", "nosuid", "mode=1777");
    }

    record Removed() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.mount("/srv/scratch").absent();
        }
    }
}
