package io.labctl.catalog.module.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.ModuleFiles;
import org.junit.jupiter.api.Test;

class ClassPathFilesTest extends ModuleFilesContract {
    @Override
    ModuleFiles files() {
        return new ClassPathFiles(ClassPathFilesTest.class, "tested");
    }

    @Test
    void a_module_without_such_a_folder_has_no_files() {
        var none = new ClassPathFiles(ClassPathFilesTest.class, "none");

        assertThatThrownBy(() -> none.file("a"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("module none has no files/a");
    }
}
