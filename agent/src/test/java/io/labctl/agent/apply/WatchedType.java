package io.labctl.agent.apply;

import io.labctl.catalog.report.Change;
import io.labctl.catalog.resource.FileResource;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files that are always as wanted, and a test that watches each look at one. */
record WatchedType(Look look) implements ResourceType<FileResource, String> {
    interface Look {
        void at(FileResource file) throws IOException;
    }

    @Override
    public Map<FileResource, String> observe(Collection<FileResource> wanted) throws IOException {
        var found = new LinkedHashMap<FileResource, String>();
        for (FileResource each : wanted) {
            look.at(each);
            found.put(each, "as wanted");
        }
        return found;
    }

    @Override
    public List<Change> plan(FileResource wanted, String found) {
        return List.of();
    }

    @Override
    public void apply(FileResource wanted, List<Change> changes) {}
}
