package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;

/** A server that would rather drop caches than swap. */
record SysctlExample() implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.sysctl("vm.swappiness", "10");
    }

    record Removed() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.sysctl("vm.swappiness", "10").absent();
        }
    }
}
