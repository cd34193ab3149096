package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import io.labctl.catalog.secret.Secret;
import java.util.List;

/** Somebody who may read the logs. */
record UserExample() implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        plan.user("ada")
                .comment("Ada Example")
                .groups(List.of("adm"))
                .shell("/bin/bash")
                .home("/home/ada")
                .manageHome()
                .password(new Secret("$6$aTDCpGbF$" + "x".repeat(86)))
                .passwordMaxDays(365);
    }

    record Removed() implements LabModule {
        @Override
        public void configure(Node node, Plan plan) {
            plan.user("ada").absent().manageHome();
        }
    }
}
