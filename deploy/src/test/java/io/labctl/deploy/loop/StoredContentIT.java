package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content that a catalog names by its hash, from a module's folder to a machine's file. */
class StoredContentIT {
    private static final byte[] TOOL = bytes(3_000_000, 1);
    private static final byte[] UNNAMED = bytes(1_000, 2);
    private static final String FILES = "/agent/v1/files/";

    @TempDir static Path folder;
    private static OneMachine machine;
    private static Path tool;

    @BeforeAll
    static void a_module_with_files_and_an_agent() throws IOException {
        tool = folder.resolve("tool");
        machine =
                OneMachine.start(folder, Map.of(Shipped.FILE, TOOL, "unnamed.bin", UNNAMED), tool);
        machine.enroll("web1");
        machine.agent("run", "--once").succeeded();
    }

    @AfterAll
    static void is_stopped() {
        if (machine != null) {
            machine.close();
        }
    }

    @Test
    void a_run_fetches_the_content_and_writes_it_and_the_next_one_changes_nothing()
            throws IOException {
        Files.deleteIfExists(tool);
        Files.deleteIfExists(machine.fetched().resolve(Sha256.of(TOOL)));

        assertThat(machine.agent("run", "--once", "--detailed-exitcodes").exit()).isEqualTo(2);

        assertThat(Files.readAllBytes(tool)).isEqualTo(TOOL);
        assertThat(Files.getPosixFilePermissions(tool))
                .isEqualTo(PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(machine.agent("run", "--once", "--detailed-exitcodes").exit()).isZero();
    }

    @Test
    void a_fetch_that_was_cut_is_gone_on_with_where_it_ended() throws IOException {
        byte[] half = Arrays.copyOf(TOOL, TOOL.length / 2);
        interrupted(half);

        machine.agent("run", "--once").succeeded();

        assertThat(Files.readAllBytes(tool)).isEqualTo(TOOL);
    }

    /** It also proves that the first half is not fetched a second time. */
    @Test
    void a_half_that_is_damaged_fails_the_file_and_is_fetched_anew_the_next_time()
            throws IOException {
        byte[] half = Arrays.copyOf(TOOL, TOOL.length / 2);
        half[0]++;
        interrupted(half);

        Running.Ended damaged = machine.agent("run", "--once");

        assertThat(damaged.exit()).isEqualTo(1);
        assertThat(damaged.said())
                .contains(
                        "file %s came with other bytes than its hash says"
                                .formatted(Sha256.of(TOOL)));
        assertThat(tool).doesNotExist();
        machine.agent("run", "--once").succeeded();
        assertThat(Files.readAllBytes(tool)).isEqualTo(TOOL);
    }

    @Test
    void a_part_is_answered_with_that_part() {
        try (var door = machine.door()) {
            var answer = door.range(FILES + Sha256.of(TOOL), 1_000_000, 1_999_999);

            assertThat(answer.statusCode()).isEqualTo(206);
            assertThat(answer.headers().firstValue("Content-Range"))
                    .contains("bytes 1000000-1999999/3000000");
            assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(TOOL, 1_000_000, 2_000_000));
            assertThat(door.range(FILES + Sha256.of(TOOL), 3_000_000, 3_000_001).statusCode())
                    .isEqualTo(416);
        }
    }

    @Test
    void content_that_the_agents_own_catalog_does_not_name_is_refused() {
        try (var door = machine.door()) {
            var answer = door.get(FILES + Sha256.of(UNNAMED));

            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body())
                    .contains(
                            "the catalog of server 'web1' names no content " + Sha256.of(UNNAMED));
        }
    }

    private static void interrupted(byte[] some) throws IOException {
        Files.deleteIfExists(tool);
        Files.deleteIfExists(machine.fetched().resolve(Sha256.of(TOOL)));
        Files.createDirectories(machine.fetched());
        Files.write(machine.fetched().resolve(Sha256.of(TOOL) + ".part"), some);
    }

    private static byte[] bytes(int count, long seed) {
        var bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
