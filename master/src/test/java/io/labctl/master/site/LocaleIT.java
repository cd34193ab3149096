package io.labctl.master.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site in a locale that knows no letters but those of ASCII, as a bare system has it. */
class LocaleIT {
    private static final String SCRIPT =
            """
            mkdir -p "$1/data/roles" "$1/data/environments" "$1/modules/greeting/files"
            name=gr$(printf '\\303\\266\\303\\237')e
            : >"$1/data/roles/$name.yaml"
            : >"$1/data/environments/$name"
            : >"$1/modules/greeting/files/$name"
            LC_ALL=C exec "$2" -cp "$3" io.labctl.master.site.FaultsOfSite "$1"
            """;

    @TempDir private Path site;

    @Test
    void a_name_with_other_letters_is_a_fault_with_its_place() throws Exception {
        Process process =
                new ProcessBuilder(
                                "sh",
                                "-c",
                                SCRIPT,
                                "sh",
                                site.toString(),
                                System.getProperty("java.home") + "/bin/java",
                                System.getProperty("java.class.path"))
                        .redirectErrorStream(true)
                        .start();

        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said)
                .contains("data/roles/gr", "data/environments/gr")
                .containsPattern("modules/greeting/files/gr.*: its name is not UTF-8, or has")
                .doesNotContain("Exception");
        assertThat(process.waitFor()).isZero();
    }
}
