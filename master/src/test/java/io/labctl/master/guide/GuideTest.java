package io.labctl.master.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuideTest {
    private static final Path GUIDE = Path.of("../docs/site-and-modules.md");
    private static final Path SOURCES = Path.of("src/test/java/io/labctl/master/guide");
    private static final Path CRON_JOB =
            Path.of("../modules/base-server/src/io/labctl/module/baseserver/CronJob.java");

    @ParameterizedTest
    @ValueSource(strings = {"Chrony.java", "ChronyTest.java"})
    void the_guide_shows_the_code_that_is_compiled_here(String source) throws IOException {
        assertThat(Files.readString(GUIDE))
                .contains(Files.readString(SOURCES.resolve(source)).strip());
    }

    @Test
    void the_guide_shows_a_rule_as_the_built_in_module_has_it() throws IOException {
        String source = Files.readString(CRON_JOB);
        int start = source.indexOf("    record Scheduled(");
        String end = "\n    }";

        String rule = source.substring(start, source.indexOf(end, start) + end.length());

        assertThat(Files.readString(GUIDE)).contains(rule.stripIndent());
    }
}
