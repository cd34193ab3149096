package io.labctl.catalog.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathBytesTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/etc/motd", "/a b%41/+c", "/srv/grüße + ä", "/tmp"})
    void an_absolute_path_has_the_bytes_that_the_kernel_has(String path) {
        assertThat(PathBytes.of(Path.of(path))).asString(StandardCharsets.UTF_8).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "/etc/motd, motd",
        "/srv/grüße + ä, grüße + ä",
        "/srv/grüße/%41, %41",
        "motd, motd",
        "grüße, grüße",
    })
    void the_last_name_stands_alone(String path, String name) {
        assertThat(PathBytes.ofName(Path.of(path)))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(name);
    }
}
