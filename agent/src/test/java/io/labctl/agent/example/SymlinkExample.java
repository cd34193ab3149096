package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;

/** The version that is in use. */
record SymlinkExample() implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.directory("/opt/app-1.4");
        plan.symlink("/opt/current", "/opt/app-1.4");
    }

    record Removed() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.symlink("/opt/current", "/opt/app-1.4").absent();
        }
    }
}
