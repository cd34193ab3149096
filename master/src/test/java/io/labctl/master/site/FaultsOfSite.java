package io.labctl.master.site;

import io.labctl.catalog.module.Fault;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import java.nio.file.Path;
import java.time.Clock;

/** Says what a site says is wrong with it. */
final class FaultsOfSite {
    private FaultsOfSite() {}

    public static void main(String[] args) {
        new SiteFolder(Path.of(args[0]), Clock.systemUTC())
                        .of(AgentId.parse("lab://agent/lab/dev/web1"), new DnsLabel("web"))
                        .faults()
                        .stream()
                        .map(Fault::sentence)
                        .forEach(System.out::println);
    }
}
