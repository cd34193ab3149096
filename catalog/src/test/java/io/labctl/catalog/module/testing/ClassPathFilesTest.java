package io.labctl.catalog.module.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.ModuleFiles;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathFilesTest extends ModuleFilesContract {
    @TempDir Path folder;

    @Override
    protected ModuleFiles files() {
        return new ClassPathFiles(ClassPathFilesTest.class.getClassLoader(), "tested");
    }

    @Test
    void a_module_without_such_a_folder_has_no_files() {
        var none = new ClassPathFiles(ClassPathFilesTest.class.getClassLoader(), "none");

        assertThatThrownBy(() -> none.file("a"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("module none has no files/a");
    }

    @Test
    void the_files_are_those_of_the_whole_class_path_the_first_of_one_name() throws IOException {
        Path first = folder.resolve("modules/tested/files/app/readme");
        Files.createDirectories(first.getParent());
        Files.writeString(first, "first");
        Path jar = jar("app/", "app/conf/", "app/conf/a", "app/readme", "last");

        try (var classPath =
                new URLClassLoader(new URL[] {folder.toUri().toURL(), jar.toUri().toURL()}, null)) {
            var files = new ClassPathFiles(classPath, "tested");

            assertThat(files.below("app")).containsOnlyKeys("conf/a", "readme");
            assertThat(files.file("app/readme"))
                    .isEqualTo(new Content.Stored(Sha256.of("first"), 5));
            assertThat(files.file("last")).isEqualTo(new Content.Stored(Sha256.of("last"), 4));
            assertThatThrownBy(() -> files.file("app/conf")).isInstanceOf(InvalidInput.class);
        }
    }

    /** Of files that hold their own names, as Maven packs them: with the folders. */
    private Path jar(String... names) throws IOException {
        Path jar = folder.resolve("tested.jar");
        try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (String above : List.of("modules/", "modules/tested/", "modules/tested/files/")) {
                out.putNextEntry(new ZipEntry(above));
            }
            for (String name : names) {
                out.putNextEntry(new ZipEntry("modules/tested/files/" + name));
                if (!name.endsWith("/")) {
                    out.write(name.getBytes(UTF_8));
                }
            }
        }
        return jar;
    }
}
