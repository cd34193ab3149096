package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Yesterday's labd runs on today's schema, until the last of its replicas is replaced. */
class MigrationsTest {
    private static final Path FOLDER = Path.of("src/main/resources/db/migration");

    /** What takes something away, or refuses what yesterday's labd writes. */
    private static final Pattern REMOVING =
            Pattern.compile(
                    "\\b(DROP|RENAME|TRUNCATE|DELETE\\s+FROM)\\b"
                            + "|\\bALTER\\s+(COLUMN\\s+)?\\w+\\s+(SET\\s+NOT\\s+NULL|(SET\\s+DATA\\s+)?TYPE)\\b",
                    Pattern.CASE_INSENSITIVE);

    /** Rows that no labd shows: reports of servers that were deleted. */
    private static final List<String> ALLOWED =
            List.of(
                    "V6__retention.sql: DELETE FROM report WHERE NOT EXISTS (SELECT 1 FROM server WHERE server.name = report.server)");

    @Test
    void a_migration_only_adds() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<String> statements = files.flatMap(MigrationsTest::statements).toList();

            assertThat(statements).hasSizeGreaterThan(ALLOWED.size());
            assertThat(statements.stream().filter(REMOVING.asPredicate()))
                    .containsExactlyInAnyOrderElementsOf(ALLOWED);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table report",
                "ALTER TABLE report RENAME COLUMN body TO packed",
                "TRUNCATE report",
                "delete\nfrom report",
                "ALTER TABLE report ALTER COLUMN body SET NOT NULL",
                "ALTER TABLE report ALTER body TYPE TEXT",
                "ALTER TABLE report ALTER COLUMN total SET DATA TYPE INT",
            })
    void what_takes_away_is_seen(String statement) {
        assertThat(statement).matches(REMOVING.asPredicate());
    }

    /** Each in one line, behind the name of its file. */
    private static Stream<String> statements(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            String code =
                    lines.map(line -> line.replaceFirst("--.*", "").strip())
                            .collect(Collectors.joining(" "));
            return Arrays.stream(code.split(";"))
                    .map(String::strip)
                    .filter(each -> !each.isEmpty())
                    .map(each -> file.getFileName() + ": " + each);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
