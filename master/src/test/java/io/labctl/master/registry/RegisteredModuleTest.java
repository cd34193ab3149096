package io.labctl.master.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.labctl.catalog.module.ModuleFiles;
import io.labctl.catalog.module.testing.ModuleFilesContract;
import java.util.TreeMap;

class RegisteredModuleTest extends ModuleFilesContract {
    private static final String MANIFEST =
            """
            name: tested
            version: 1.0.0
            description: x
            type: io.labctl.Tested
            """;

    @Override
    protected ModuleFiles files() {
        var files = new TreeMap<String, byte[]>();
        files.put(ModuleFolder.MANIFEST, MANIFEST.getBytes(UTF_8));
        for (String name : new String[] {"app/conf/a", "app/readme"}) {
            files.put("files/" + name, name.getBytes(UTF_8));
        }
        return new ManifestReader(new ModuleFolder("tested", files)).read().orElseThrow();
    }
}
