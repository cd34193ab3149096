package io.labctl.master.site;

import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;

/** Where the data of servers come from. */
public sealed interface Site permits SiteFolder, NoSite {
    /** What the site says for one server, as it stands now. Never throws for what it says. */
    ServerData of(AgentId id, DnsLabel role);

    /** The next question looks at the files themselves, however short ago that was done. */
    void reload();
}
