package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.output.StandardOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencePageTest {
    private static final Path PAGE = Path.of("../docs/reference/cli.md");
    private static final String REWRITE =
            "mvn -q -pl cli -am test -Dtest=ReferencePageTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dreference.write=true";

    @TempDir Path home;

    @Test
    void the_reference_says_what_the_commands_say() throws IOException {
        String page =
                ReferencePage.of(
                        new Operator(home)
                                .labctl(
                                        new StandardOutput(
                                                OutputStream.nullOutputStream(), () -> false),
                                        OutputStream.nullOutputStream())
                                .commands());
        if (Boolean.getBoolean("reference.write")) {
            Files.createDirectories(PAGE.resolveSibling(""));
            Files.writeString(PAGE, page);
        }

        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/reference/cli.md is written by: %s", REWRITE)
                .isEqualTo(page);
    }
}
