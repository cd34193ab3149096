package io.labctl.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.error.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConfigFuzzTest {
    @Property(tries = 500)
    void any_text_gives_a_config_or_faults_of_one_printable_line(@ForAll String text) {
        assertThat(faults(text)).allMatch(ConfigFuzzTest::isOnePrintableLine);
    }

    @Property(tries = 1000)
    void anything_that_looks_like_yaml_does_too(@ForAll("yamlLike") String text) {
        assertThat(faults(text)).allMatch(ConfigFuzzTest::isOnePrintableLine);
    }

    @Property(tries = 200)
    void any_config_that_can_be_set_survives_the_file(@ForAll("configs") LabctlConfig config)
            throws IOException {
        Path folder = Files.createTempDirectory("labctl-config");
        var file = new ConfigFile(folder.resolve("config.yaml"));
        try {
            file.change(_ -> config);
            assertThat(file.read()).isEqualTo(config);
        } finally {
            delete(file.path());
            delete(folder);
        }
    }

    @Provide
    Arbitrary<String> yamlLike() {
        return Arbitraries.of(
                        List.of(
                                "contexts",
                                "current-context",
                                "server",
                                "lab",
                                ":",
                                ": ",
                                "\n",
                                "\n  ",
                                "\n    ",
                                "- ",
                                "[",
                                "]",
                                "{",
                                "}",
                                "&a ",
                                "*a",
                                "!!str ",
                                "!x ",
                                "\"",
                                "'",
                                "|",
                                ">",
                                "#",
                                "---\n",
                                "...\n",
                                "? ",
                                ",",
                                "~",
                                "\t",
                                "\u0000",
                                "\u001b",
                                "%YAML 1.2\n",
                                "https://x:1",
                                "<<: *a"))
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<LabctlConfig> configs() {
        Arbitrary<String> value =
                Arbitraries.strings()
                        .withCharRange(' ', '~')
                        .withCharRange('\u00c0', '\u017f')
                        .ofMinLength(1)
                        .ofMaxLength(60)
                        .filter(text -> !text.isBlank());
        Arbitrary<ContextConfig> context =
                Combinators.combine(
                                Arbitraries.of("https://labd:7443", "https://[::1]:1/"),
                                value.injectNull(0.2),
                                value.injectNull(0.2),
                                value.injectNull(0.2))
                        .as(ContextConfig::new);
        Arbitrary<String> name =
                Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(20);
        return Combinators.combine(
                        name.injectNull(0.2), Arbitraries.maps(name, context).ofMaxSize(4))
                .as((current, contexts) -> new LabctlConfig(current, sorted(contexts)));
    }

    private static SortedMap<String, ContextConfig> sorted(Map<String, ContextConfig> contexts) {
        return new TreeMap<>(contexts);
    }

    private static List<String> faults(String text) {
        try {
            ConfigFile.parse(Path.of("config.yaml"), text.getBytes(StandardCharsets.UTF_8));
            return List.of();
        } catch (InvalidInput e) {
            return e.sentence().lines().toList();
        }
    }

    private static boolean isOnePrintableLine(String fault) {
        return fault.startsWith("config.yaml:") && fault.chars().noneMatch(Character::isISOControl);
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
