package io.labctl.deploy.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in a locale that knows no letters but those of ASCII, as a bare system has it. */
class LocaleIT {
    private static final Path PROGRAMS = Path.of("target/dist/bin").toAbsolutePath();

    @TempDir private Path folder;

    @Test
    void a_name_with_other_letters_is_that_of_a_file() throws Exception {
        String script =
                """
                file=$2/$(printf 'gr\\303\\266\\303\\237e')
                : >"$file"
                LC_ALL=C "$1" resource file "$file"
                """;

        assertThat(said(script, "lab-agent"))
                .startsWith("plan.file(\"%s/größe\")".formatted(folder));
    }

    /** Its data folder is a file, which it says by its name. */
    @Test
    void labd_reads_such_a_name_too() throws Exception {
        String script =
                """
                file=$2/$(printf 'gr\\303\\266\\303\\237e')
                : >"$file"
                LC_ALL=C "$1" --data "$file" --listen 127.0.0.1:0 || true
                """;

        assertThat(said(script, "labd"))
                .contains("the data folder '%s/größe' is a file".formatted(folder));
    }

    private String said(String script, String program) throws Exception {
        Path path = PROGRAMS.resolve(program);
        Process process =
                new ProcessBuilder("sh", "-c", script, "sh", path.toString(), folder.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }
}
