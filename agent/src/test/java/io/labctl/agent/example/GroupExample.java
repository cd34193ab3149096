package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import java.util.List;

/** A group that has the same number everywhere, and a member. */
record GroupExample() implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.group("deploy").gid(4000).members(List.of("www-data"));
    }

    record Removed() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.group("deploy").absent();
        }
    }
}
