package io.labctl.master.catalogs;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.Phase;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Presence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamedContentTest {
    private static final String CATALOG = "c".repeat(64);
    private static final String CONTENT = "a".repeat(64);
    private static final String OTHER = "b".repeat(64);

    private final List<String> read = new ArrayList<>();

    @Test
    void a_hundred_files_of_one_catalog_cost_one_reading_of_it() {
        var named = new NamedContent(this::oneFile);

        for (int file = 0; file < 100; file++) {
            assertThat(named.has(CATALOG, CONTENT)).isTrue();
            assertThat(named.has(CATALOG, OTHER)).isFalse();
        }

        assertThat(read).containsExactly(CATALOG);
    }

    @Test
    void a_catalog_that_is_not_there_yet_names_nothing_and_is_looked_for_again() {
        var named = new NamedContent(sha256 -> read.isEmpty() ? missing(sha256) : oneFile(sha256));

        assertThat(named.has(CATALOG, CONTENT)).isFalse();

        assertThat(named.has(CATALOG, CONTENT)).isTrue();
    }

    private Optional<Catalog> missing(String sha256) {
        read.add(sha256);
        return Optional.empty();
    }

    private Optional<Catalog> oneFile(String sha256) {
        read.add(sha256);
        var file =
                new FileResource(
                        "/etc/motd",
                        Presence.PRESENT,
                        new Content.Stored(CONTENT, 1),
                        null,
                        null,
                        null,
                        List.of(),
                        false,
                        true);
        var entry =
                new CatalogEntry(file, "motd", Phase.CONFIGURE, List.of(), List.of(), List.of());
        return Optional.of(
                new Catalog(Catalog.FORMAT, "lab://agent/lab/dev/web1", List.of(), List.of(entry)));
    }
}
