package io.labctl.master.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuideTest {
    private static final Path SOURCES = Path.of("src/test/java/io/labctl/master/guide");

    @ParameterizedTest
    @ValueSource(strings = {"Chrony.java", "ChronyTest.java"})
    void the_guide_shows_the_code_that_is_compiled_here(String source) throws IOException {
        String guide = Files.readString(Path.of("../docs/site-and-modules.md"));

        assertThat(guide).contains(Files.readString(SOURCES.resolve(source)).strip());
    }
}
