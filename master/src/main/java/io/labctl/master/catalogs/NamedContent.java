package io.labctl.master.catalogs;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.FileResource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which stored content each catalog names. A catalog is read once for all the files that an agent
 * then asks for; under its hash it never changes.
 */
final class NamedContent {
    /** About 200 bytes each. */
    private static final int MOST_HASHES = 500_000;

    private final Function<String, Optional<Catalog>> catalogs;
    private final Cache<String, Set<String>> hashes =
            Caffeine.newBuilder()
                    .maximumWeight(MOST_HASHES)
                    .weigher((String _, Set<String> named) -> 1 + named.size())
                    .build();

    /**
     * @param catalogs finds a catalog by its hash; one that is not there is asked for again
     */
    NamedContent(Function<String, Optional<Catalog>> catalogs) {
        this.catalogs = catalogs;
    }

    /** Whether a file of the catalog has the content; both are given by their hashes. */
    boolean has(String catalog, String content) {
        Set<String> named = hashes.getIfPresent(catalog);
        if (named == null) {
            Optional<Set<String>> read = catalogs.apply(catalog).map(NamedContent::in);
            read.ifPresent(all -> hashes.put(catalog, all));
            named = read.orElse(Set.of());
        }
        return named.contains(content);
    }

    private static Set<String> in(Catalog catalog) {
        return catalog.entries().stream()
                .flatMap(
                        entry ->
                                entry.resource() instanceof FileResource file
                                                && file.content() instanceof Content.Stored stored
                                        ? Stream.of(stored.sha256())
                                        : Stream.empty())
                .collect(Collectors.toUnmodifiableSet());
    }
}
