package io.labctl.deploy.loop;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;

/**
 * A module with as many files as a catalog rarely has.
 *
 * @param to the folder that they are put into
 */
public record Thousands(String to) implements LabModule {
    static final int FILES = 5000;

    @Override
    public void configure(Node node, Plan plan) {
        for (int file = 0; file < FILES; file++) {
            plan.file("%s/file%d".formatted(to, file)).content("number %d\n".formatted(file));
        }
    }
}
