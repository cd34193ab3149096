package io.labctl.master.site;

import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import java.util.List;

/** labd without a site folder: any cloud, any environment, no data. */
public record NoSite() implements Site {
    private static final ServerData NOTHING =
            new ServerData(List.of(), true, SiteModules.NONE, List.of());

    @Override
    public ServerData of(AgentId id, DnsLabel role) {
        return NOTHING;
    }

    @Override
    public WholeSite whole() {
        return new WholeSite(SiteModules.NONE, List.of());
    }

    @Override
    public void checkPlace(DnsLabel cloud, DnsLabel environment) {}
}
