package io.labctl.master.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathTest {
    @TempDir private Path folder;

    @Test
    void what_the_manifest_of_a_jar_names_belongs_to_it() throws IOException {
        Path library = jar("library.jar", "");
        Path program = jar("program.jar", "library.jar missing.jar");

        assertThat(ClassPath.of(program.toString())).containsExactly(program, library);
    }

    @Test
    void an_empty_entry_is_not_the_working_directory() {
        assertThat(ClassPath.of(":" + folder + ":")).containsExactly(folder);
    }

    private Path jar(String name, String classPath) throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        Path jar = folder.resolve(name);
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.finish();
        }
        return jar;
    }
}
