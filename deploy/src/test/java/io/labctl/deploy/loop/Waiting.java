package io.labctl.deploy.loop;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import java.time.Duration;

/**
 * A module with a program that waits to be let go on.
 *
 * @param to the folder in which it says, by a file {@code reached}, that it waits for {@code go-on}
 */
public record Waiting(String to) implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.exec("wait")
                .command(
                        "sh",
                        "-c",
                        ": > reached; while [ ! -e go-on ]; do sleep 0.05; done; : > done")
                .directory(to)
                .creates(to + "/done")
                .timeout(Duration.ofHours(1));
        plan.file(to + "/after").content("x\n");
    }
}
