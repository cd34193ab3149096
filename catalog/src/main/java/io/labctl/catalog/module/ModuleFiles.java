package io.labctl.catalog.module;

import io.labctl.catalog.resource.Content;
import java.util.SortedMap;

/** What is in a module's {@code files/} folder. */
public interface ModuleFiles {
    /**
     * One file.
     *
     * @param name from the folder on
     * @throws io.labctl.catalog.error.InvalidInput when there is none of that name
     */
    Content.Stored file(String name);

    /**
     * All files below a folder in there, at any depth, by their names from that folder on.
     *
     * @throws io.labctl.catalog.error.InvalidInput when there is none
     */
    SortedMap<String, Content.Stored> below(String folder);
}
