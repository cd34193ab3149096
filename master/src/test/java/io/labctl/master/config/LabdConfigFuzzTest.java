package io.labctl.master.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.error.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in labd.yaml, the environment or the flags gives settings or sentences. */
class LabdConfigFuzzTest {
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void any_file_is_read_or_refused(@ForAll("yaml") String yaml) throws IOException {
        Path file = Files.createTempFile("labd", ".yaml");
        try {
            Files.writeString(file, yaml);
            read(Optional.of(file), Map.of(), Map.of());
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void any_environment_and_flags_are_read_or_refused(
            @ForAll("values") Map<String, String> flags,
            @ForAll("values") Map<String, String> settings) {
        Map<String, String> environment =
                settings.entrySet().stream()
                        .collect(
                                Collectors.toMap(
                                        each ->
                                                "LABD_"
                                                        + each.getKey()
                                                                .toUpperCase(Locale.ROOT)
                                                                .replaceAll("[.-]", "_"),
                                        Map.Entry::getValue));

        read(Optional.empty(), environment, flags);
    }

    @Provide
    Arbitrary<Map<String, String>> values() {
        return Arbitraries.maps(Arbitraries.of(LabdSettings.KEYS), text()).ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> yaml() {
        var line =
                Arbitraries.of(LabdSettings.KEYS)
                        .flatMap(
                                key ->
                                        text().map(
                                                        value ->
                                                                key.replace(".", ": {")
                                                                        + ": "
                                                                        + value
                                                                        + (key.contains(".")
                                                                                ? "}"
                                                                                : "")));
        return Arbitraries.oneOf(
                line.list().ofMaxSize(5).map(lines -> String.join("\n", lines)), text());
    }

    private static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "0",
                        "-1",
                        "1d",
                        "999999999w",
                        "~",
                        "[]",
                        "{}",
                        "a.lab",
                        "/x",
                        "0.0.0.0:1",
                        "[::]:1",
                        "\0",
                        "\"\\0\"",
                        "&a *a"),
                Arbitraries.strings().ascii().ofMaxLength(12),
                Arbitraries.strings().ofMaxLength(8));
    }

    private static void read(
            Optional<Path> file, Map<String, String> environment, Map<String, String> flags) {
        try {
            assertThat(LabdConfig.read(file, environment, flags).data()).isAbsolute();
        } catch (InvalidInput e) {
            assertThat(e.sentence()).isNotBlank().doesNotContain("Exception");
        }
    }
}
