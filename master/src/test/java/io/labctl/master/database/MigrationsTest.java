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
                            + "|\\bALTER\\s+(COLUMN\\s+)?(\\w+|\"[^\"]+\")\\s+"
                            + "(SET\\s+NOT\\s+NULL|(SET\\s+DATA\\s+)?TYPE)\\b"
                            + "|\\bADD\\s+(CONSTRAINT|UNIQUE|CHECK|PRIMARY|FOREIGN|EXCLUDE)\\b"
                            + "|\\bADD\\s(?!%1$s\\bDEFAULT\\b)%1$s\\bNOT\\s+NULL\\b"
                                    .formatted("(\\([^)]*\\)|[^(),])*")
                            + "|\\bADD\\b[^;]*\\bPRIMARY\\s+KEY\\b"
                            + "|\\bCREATE\\s+UNIQUE\\s+INDEX\\b",
                    Pattern.CASE_INSENSITIVE);

    /** Rows that no labd shows, reports of servers that were deleted, and what keeps them out. */
    private static final List<String> ALLOWED =
            List.of(
                    "V6__retention.sql: DELETE FROM report WHERE NOT EXISTS (SELECT 1 FROM server WHERE server.name = report.server)",
                    "V6__retention.sql: ALTER TABLE report ADD CONSTRAINT report_of_server FOREIGN KEY (server) REFERENCES server (name) ON DELETE CASCADE");

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
                "ALTER TABLE report ADD COLUMN place INT PRIMARY KEY",
                "ALTER TABLE report RENAME COLUMN body TO packed",
                "TRUNCATE report",
                "delete\nfrom report",
                "ALTER TABLE report ALTER COLUMN body SET NOT NULL",
                "ALTER TABLE report ALTER body TYPE TEXT",
                "ALTER TABLE report ALTER COLUMN total SET DATA TYPE INT",
                "ALTER TABLE report ALTER COLUMN \"started at\" SET NOT NULL",
                "ALTER TABLE report ADD COLUMN noop BOOLEAN NOT NULL",
                "ALTER TABLE report ADD \"no op\" NUMERIC(10, 2) NOT NULL",
                "ALTER TABLE report ADD COLUMN noop BOOLEAN NOT NULL, ADD COLUMN days INT DEFAULT 1",
                "ALTER TABLE report ADD CONSTRAINT positive CHECK (total > 0)",
                "ALTER TABLE report ADD UNIQUE (server)",
                "CREATE UNIQUE INDEX report_of ON report (server)",
            })
    void what_takes_away_is_seen(String statement) {
        assertThat(statement).matches(REMOVING.asPredicate());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE work (id UUID NOT NULL PRIMARY KEY, note TEXT NOT NULL)",
                "CREATE INDEX report_of ON report (server)",
                "ALTER TABLE report ADD COLUMN logs BYTEA",
                "ALTER TABLE report ADD COLUMN noop BOOLEAN NOT NULL DEFAULT FALSE",
                "ALTER TABLE report ADD COLUMN cost NUMERIC(10, 2) DEFAULT 0 NOT NULL",
            })
    void what_adds_is_let_through(String statement) {
        assertThat(statement).doesNotMatch(REMOVING.asPredicate());
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
