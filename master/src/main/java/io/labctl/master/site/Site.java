package io.labctl.master.site;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;

/** Where the data of servers come from. */
public sealed interface Site permits SiteFolder, NoSite {
    /** What the site says for one server, as it stands now. Never throws for what it says. */
    ServerData of(AgentId id, DnsLabel role);

    /** What it says for all of them. Never throws for what it says. */
    WholeSite whole();

    /**
     * Refuses a place that no server of this site can have.
     *
     * @throws InvalidInput naming the cloud or environment and the nearest known one
     * @throws Conflict while the site does not say which places there are
     */
    void checkPlace(DnsLabel cloud, DnsLabel environment);
}
