package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;

/** A range of versions that is kept, from other upgrades too. */
record PackageExample() implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.pkg("lab-clock").version(">= 1.0, < 1.1").hold();
    }

    record Removed() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.pkg("lab-clock").absent().purge().notHeld();
        }
    }
}
