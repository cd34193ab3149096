package io.labctl.master.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuideTest {
    private static final Path GUIDE = Path.of("../docs/site-and-modules.md");
    private static final Path SOURCES = Path.of("src/test/java/io/labctl/master/guide");
    private static final Path BUILD = Path.of("../pom.xml");
    private static final Path CRON_JOB =
            Path.of("../modules/base-server/src/io/labctl/module/baseserver/CronJob.java");

    @ParameterizedTest
    @ValueSource(strings = {"Chrony.java", "ChronyTest.java"})
    void the_guide_shows_the_code_that_is_compiled_here(String source) throws IOException {
        assertThat(Files.readString(GUIDE))
                .contains(Files.readString(SOURCES.resolve(source)).strip());
    }

    /** So that the tests of a site are run by what those of the modules of labctl are run by. */
    @ParameterizedTest
    @CsvSource({
        "labctl-catalog, <artifactId>labctl-parent</artifactId>\\s*<version>",
        "junit-jupiter, <junit.version>",
        "assertj-core, <assertj.version>",
        "maven-compiler-plugin, <artifactId>maven-compiler-plugin</artifactId>\\s*<version>",
        "maven-surefire-plugin, <artifactId>maven-surefire-plugin</artifactId>\\s*<version>"
    })
    void the_guide_builds_the_tests_of_a_site_with_the_versions_of_labctl(
            String artifact, String before) throws IOException {
        String shown = "<artifactId>%s</artifactId>\\s*<version>".formatted(artifact);

        assertThat(following(shown, Files.readString(GUIDE)))
                .isEqualTo(following(before, Files.readString(BUILD)));
    }

    private static String following(String regex, String text) {
        return Pattern.compile(regex + "([^<]+)<")
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
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
