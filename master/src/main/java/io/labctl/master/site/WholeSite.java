package io.labctl.master.site;

import io.labctl.catalog.module.Fault;
import java.util.List;

/**
 * What is the same for every server of a site.
 *
 * @param faults that keep every one of them from its catalog; those in the manifests of modules are
 *     not among them, which nobody has read yet
 */
public record WholeSite(SiteModules modules, List<Fault> faults) {
    public WholeSite {
        faults = List.copyOf(faults);
    }
}
