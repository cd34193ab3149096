package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;

/** A version that is kept. */
record PackageExample() implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.pkg("lab-clock").version("1.0");
    }

    record Removed() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.pkg("lab-clock").absent();
        }
    }
}
