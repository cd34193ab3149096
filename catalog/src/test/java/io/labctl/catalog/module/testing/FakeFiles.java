package io.labctl.catalog.module.testing;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.ModuleFiles;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.wire.Sha256;
import java.util.SortedMap;
import java.util.TreeMap;

/** A {@code files/} folder in which each file holds its own name. */
final class FakeFiles implements ModuleFiles {
    private final SortedMap<String, Content.Stored> files = new TreeMap<>();

    static FakeFiles of(String... names) {
        var fake = new FakeFiles();
        for (String name : names) {
            fake.files.put(name, new Content.Stored(Sha256.of(name), name.length()));
        }
        return fake;
    }

    @Override
    public Content.Stored file(String name) {
        Content.Stored file = files.get(name);
        if (file == null) {
            throw new InvalidInput("module has no files/%s".formatted(name));
        }
        return file;
    }

    @Override
    public SortedMap<String, Content.Stored> below(String folder) {
        var below = new TreeMap<String, Content.Stored>();
        files.forEach(
                (name, content) -> {
                    if (name.startsWith(folder + "/")) {
                        below.put(name.substring(folder.length() + 1), content);
                    }
                });
        if (below.isEmpty()) {
            throw new InvalidInput(
                    "module has no folder files/%s with files in it".formatted(folder));
        }
        return below;
    }
}
