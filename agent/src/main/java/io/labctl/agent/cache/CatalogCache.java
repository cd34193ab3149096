package io.labctl.agent.cache;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.file.DurableFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The last good catalog, as the bytes that labd sent, in a file named by their hash; the small file
 * {@code current} says which. The bytes are on disk before {@code current} names them, and go only
 * when it names others.
 */
public final class CatalogCache {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;
    private final CatalogCheck check;

    public CatalogCache(Path folder, CatalogCheck check) {
        this.folder = folder;
        this.check = check;
    }

    /**
     * The catalog that is kept, checked again.
     *
     * @throws InvalidInput when what is kept cannot be applied (any more)
     */
    public Optional<CheckedCatalog> held() throws IOException {
        try {
            String hash = new String(DurableFile.read(current()), StandardCharsets.ISO_8859_1);
            if (!HASH.matcher(hash).matches()) {
                throw new InvalidInput("'%s' holds no catalog's hash".formatted(current()));
            }
            return Optional.of(check.check(DurableFile.read(file(hash)), hash));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    public void keep(CheckedCatalog catalog) throws IOException {
        DurableFile.write(file(catalog.sha256()), catalog.bytes());
        DurableFile.write(current(), catalog.sha256().getBytes(StandardCharsets.US_ASCII));
        try (var files = Files.list(folder)) {
            for (Path each : files.toList()) {
                if (!each.equals(current()) && !each.equals(file(catalog.sha256()))) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }

    private Path current() {
        return folder.resolve("current");
    }

    private Path file(String hash) {
        return folder.resolve(hash + ".json");
    }
}
