package io.labctl.master.site;

import io.labctl.catalog.module.Fault;
import io.labctl.master.registry.ModuleFolder;
import java.util.List;

/**
 * The modules that a site brings itself, as they were found at one time. The same object as long as
 * nothing of them changes.
 *
 * @param faults what could not be read of them, which concerns every server
 */
public record SiteModules(List<ModuleFolder> folders, List<Fault> faults) {
    public static final SiteModules NONE = new SiteModules(List.of(), List.of());

    public SiteModules {
        folders = List.copyOf(folders);
        faults = List.copyOf(faults);
    }
}
