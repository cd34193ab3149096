package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;

/** A folder for a web server, in which only what is declared or spared may be. */
record DirectoryExample() implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.directory("/srv/www")
                .owner("root")
                .group("www-data")
                .mode("2775")
                .recursive()
                .modeBelow("0664")
                .purge("*.local", "uploads/**");
    }

    record Removed() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.directory("/srv/www").absent().recursive();
        }
    }
}
