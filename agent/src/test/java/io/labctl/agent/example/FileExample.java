package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;

/** A script that is checked before it counts. */
record FileExample() implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.file("/etc/profile.d/proxy.sh")
                .owner("root")
                .group("root")
                .mode("0644")
                .content("export http_proxy=http://proxy.example:3128\n")
                .validate("sh", "-n", "{file}");
    }

    record Removed() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.file("/etc/profile.d/proxy.sh").absent();
        }
    }
}
