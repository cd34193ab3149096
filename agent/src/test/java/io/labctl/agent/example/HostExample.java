package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import java.util.List;

/** A name that no name server knows. */
record HostExample() implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.host("db.lab.example").ip("192.0.2.7").aliases(List.of("db"));
    }

    record Removed() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.host("db.lab.example").absent();
        }
    }
}
