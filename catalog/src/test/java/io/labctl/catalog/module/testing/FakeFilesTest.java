package io.labctl.catalog.module.testing;

import io.labctl.catalog.module.ModuleFiles;

class FakeFilesTest extends ModuleFilesContract {
    @Override
    protected ModuleFiles files() {
        return FakeFiles.of("app/conf/a", "app/readme");
    }
}
