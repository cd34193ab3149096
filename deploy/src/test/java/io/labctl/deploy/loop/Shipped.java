package io.labctl.deploy.loop;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;

/**
 * A module that ships one of its files.
 *
 * @param to where it is put
 */
public record Shipped(String to) implements LabModule {
    static final String FILE = "tool.bin";

    @Override
    public void configure(Node node, Plan plan) {
        plan.file(to).mode("0755").source(FILE);
    }
}
