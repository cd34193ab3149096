package io.labctl.master.guide;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.module.LabModule;
import io.labctl.catalog.module.Merged;
import io.labctl.catalog.module.Node;
import io.labctl.catalog.module.Plan;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps the clock right with chrony.
 *
 * @param servers pools to take the time from
 * @param patience how long the clock may take to be right
 */
public record Chrony(@Merged List<String> servers, @Default("5s") Duration patience)
        implements LabModule {
    public Chrony {
        if (servers.isEmpty()) {
            throw InvalidInput.inField("servers", "chrony has no servers to take the time from");
        }
    }

    @Override
    public void install(Node node, Plan plan) {
        plan.pkg("chrony");
    }

    @Override
    public void configure(Node node, Plan plan) {
        var conf =
                plan.file("/etc/chrony/chrony.conf")
                        .mode("0644")
                        .content(
                                servers.stream()
                                        .map("pool %s iburst\n"::formatted)
                                        .collect(Collectors.joining()));
        plan.service("chrony").running().enabled().restartOn(conf);
    }

    @Override
    public void health(Node node, Plan plan) {
        plan.check("clock is synchronised").command("chronyc", "waitsync", "1").within(patience);
    }
}
