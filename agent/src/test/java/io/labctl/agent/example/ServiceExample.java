package io.labctl.agent.example;

import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;

/** A service that follows its configuration. */
record ServiceExample() implements LabModule {
    @Override
    public void configure(Node node, Plan plan) {
        var software = plan.pkg("lab-clock");
        var conf = plan.file("/etc/lab-clock.conf").content("pool time.example\n");
        plan.service("lab-clock").running().enabled().restartOn(software).reloadOn(conf);
    }
}
