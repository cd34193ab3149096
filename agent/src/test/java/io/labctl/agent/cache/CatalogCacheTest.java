package io.labctl.agent.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.wire.Sha256;
import io.labctl.catalog.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogCacheTest {
    private static final String AGENT = "lab://agent/metal/prod/web1";
    private static final CatalogCheck CHECK =
            new CatalogCheck(AgentId.parse(AGENT), WireJson.mapper());

    @TempDir Path folder;

    @Test
    void a_good_catalog_is_kept_as_the_bytes_that_came() throws Exception {
        byte[] bytes = TestCatalogs.bytes(AGENT, "a");

        cache().keep(CHECK.check(bytes, Sha256.of(bytes)));

        CheckedCatalog held = cache().held().orElseThrow();
        assertThat(held.bytes()).isEqualTo(bytes);
        assertThat(held.sha256()).isEqualTo(Sha256.of(bytes));
        assertThat(held.catalog().agent()).isEqualTo(AGENT);
    }

    @Test
    void a_new_one_takes_the_place_of_the_old() throws Exception {
        keep(TestCatalogs.bytes(AGENT, "a"));
        keep(TestCatalogs.bytes(AGENT, "b"));

        assertThat(cache().held().orElseThrow().bytes()).isEqualTo(TestCatalogs.bytes(AGENT, "b"));
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void a_kill_between_the_bytes_and_the_name_leaves_the_old_one() throws Exception {
        keep(TestCatalogs.bytes(AGENT, "a"));
        byte[] next = TestCatalogs.bytes(AGENT, "b");
        Files.write(folder.resolve(Sha256.of(next) + ".json"), next);

        assertThat(cache().held().orElseThrow().bytes()).isEqualTo(TestCatalogs.bytes(AGENT, "a"));
    }

    @Test
    void none_is_held_at_first() throws Exception {
        assertThat(cache().held()).isEmpty();
    }

    @Test
    void what_cannot_be_read_is_named() throws Exception {
        Path current = folder.resolve("current");
        Files.createDirectories(current);

        assertThatThrownBy(() -> cache().held())
                .isInstanceOf(FileSystemException.class)
                .hasMessageContaining(current.toString());
    }

    @Test
    void a_cached_file_that_was_damaged_is_not_used() throws Exception {
        byte[] bytes = TestCatalogs.bytes(AGENT, "a");
        keep(bytes);
        Files.write(folder.resolve(Sha256.of(bytes) + ".json"), Arrays.copyOf(bytes, 20));

        assertThatThrownBy(() -> cache().held())
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("of 20 bytes was cut short or changed");
    }

    @Test
    void a_catalog_that_was_cut_short_is_refused() {
        byte[] bytes = TestCatalogs.bytes(AGENT, "a");

        assertThatThrownBy(() -> CHECK.check(Arrays.copyOf(bytes, 50), Sha256.of(bytes)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("catalog of 50 bytes has hash");
    }

    @Test
    void a_catalog_for_another_server_is_refused() {
        refused(
                new String(
                        TestCatalogs.bytes("lab://agent/metal/prod/web2", "a"),
                        StandardCharsets.UTF_8),
                "catalog is for lab://agent/metal/prod/web2, not for this machine, " + AGENT);
    }

    @Test
    void a_catalog_with_an_unknown_resource_type_is_refused_and_the_type_is_named() {
        refused(text().replace("\"type\":\"symlink\"", "\"type\":\"hologram\""), "hologram");
    }

    @Test
    void a_catalog_with_a_cycle_is_refused() {
        refused(
                text().replace("\"after\":[]", "\"after\":[\"symlink[/etc/link]\"]"),
                "catalog has a cycle or a wrong order");
    }

    @Test
    void what_is_no_json_is_refused() {
        refused("<html>busy</html>", "catalog is not JSON");
        refused("null", "catalog is empty");
        refused("", "catalog");
    }

    @Property(tries = 300)
    void no_damaged_byte_ever_breaks_more_than_the_check(
            @ForAll @IntRange(max = 200) int at, @ForAll byte value) {
        byte[] bytes = TestCatalogs.bytes(AGENT, "a");
        bytes[at % bytes.length] = value;

        try {
            CHECK.check(bytes, Sha256.of(bytes));
        } catch (InvalidInput e) {
            assertThat(e.sentence()).doesNotContain("\n");
        }
    }

    private static void refused(String text, String why) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> CHECK.check(bytes, Sha256.of(bytes)))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(why);
    }

    private static String text() {
        return new String(TestCatalogs.bytes(AGENT, "a"), StandardCharsets.UTF_8);
    }

    private CatalogCache cache() {
        return new CatalogCache(folder, CHECK);
    }

    private void keep(byte[] bytes) throws Exception {
        cache().keep(CHECK.check(bytes, Sha256.of(bytes)));
    }
}
