package io.labctl.master.site;

import io.labctl.catalog.module.Fault;
import java.util.List;

/**
 * What the site says for one server.
 *
 * @param layers broadest first; those whose file is missing are there too, and empty
 * @param isWhole whether every layer is read, so that what none of them gives is given nowhere
 * @param modules the site's own
 * @param faults why this server cannot be compiled now; empty when it can
 */
public record ServerData(
        List<DataFile> layers, boolean isWhole, SiteModules modules, List<Fault> faults) {
    public ServerData {
        layers = List.copyOf(layers);
        faults = List.copyOf(faults);
    }

    /** The files that are there, broadest first, such as {@code data/common.yaml}. */
    public List<String> files() {
        return layers.stream().filter(DataFile::isThere).map(DataFile::name).toList();
    }
}
