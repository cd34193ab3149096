package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Yesterday's labd runs on today's schema, until the last of its replicas is replaced. */
class MigrationsTest {
    private static final Path FOLDER = Path.of("src/main/resources/db/migration");
    private static final Pattern REMOVING = Pattern.compile("\\b(DROP|RENAME)\\b");

    @Test
    void a_migration_only_adds() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> statements =
                    files.flatMap(MigrationsTest::lines)
                            .filter(line -> !line.startsWith("--"))
                            .toList();

            assertThat(statements).isNotEmpty().noneMatch(REMOVING.asPredicate());
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
