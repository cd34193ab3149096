package io.labctl.deploy.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent in a locale that knows no letters but those of ASCII, as a bare system has it. */
class LocaleIT {
    private static final Path AGENT = Path.of("target/dist/bin/lab-agent").toAbsolutePath();

    @TempDir private Path folder;

    @Test
    void a_name_with_other_letters_is_that_of_a_file() throws Exception {
        String script =
                """
                file=$2/$(printf 'gr\\303\\266\\303\\237e')
                : >"$file"
                LC_ALL=C "$1" resource file "$file"
                """;

        Process process =
                new ProcessBuilder("sh", "-c", script, "sh", AGENT.toString(), folder.toString())
                        .redirectErrorStream(true)
                        .start();
        byte[] said = process.getInputStream().readAllBytes();

        assertThat(new String(said, StandardCharsets.UTF_8))
                .startsWith("plan.file(\"%s/größe\")".formatted(folder));
        assertThat(process.waitFor()).isZero();
    }
}
