package io.labctl.master.compile;

import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.module.Node;
import io.labctl.master.registry.LoadedModule;
import io.labctl.master.registry.RegisteredModule;
import io.labctl.master.site.ServerData;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that goes into one compile.
 *
 * @param facts what the node says about itself; modules see them only through the node
 * @param modules dependencies first
 * @param trusted the code of those of them that came with labd
 * @param known the names of all modules there are
 */
public record CompileOrder(
        Node node,
        Facts facts,
        List<RegisteredModule> modules,
        List<LoadedModule> trusted,
        Set<String> known,
        ServerData data) {
    /** Those that the site brings itself, dependencies first. */
    public List<RegisteredModule> ofSite() {
        Set<RegisteredModule> own =
                trusted.stream().map(LoadedModule::registered).collect(Collectors.toSet());
        return modules.stream().filter(each -> !own.contains(each)).toList();
    }
}
