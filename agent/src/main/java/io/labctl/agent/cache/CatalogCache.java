package io.labctl.agent.cache;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FolderEntries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The last good catalog, as the bytes that labd sent, in a file named by their hash; the small file
 * {@code current} says which, with their CRC-32. The bytes are on disk before {@code current} names
 * them, and go only when it names others.
 *
 * <p>Their hash was checked when they came. What can happen to them on this machine's disk shows in
 * the checksum. The agent's JVM has a simple compiler only, which makes no use of the processor's
 * instructions for SHA-256: the hash of a large catalog would take longer than reading it.
 */
public final class CatalogCache {
    private static final Pattern NAMED = Pattern.compile("([0-9a-f]{64}) ([0-9a-f]{8})");

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
            String text = new String(DurableFile.read(current()), StandardCharsets.ISO_8859_1);
            Matcher named = NAMED.matcher(text);
            if (!named.matches()) {
                throw new InvalidInput("'%s' names no catalog".formatted(current()));
            }
            String hash = named.group(1);
            byte[] bytes = DurableFile.read(file(hash));
            if (!checksum(bytes).equals(named.group(2))) {
                throw new InvalidInput(
                        "'%s' of %d bytes was cut short or changed"
                                .formatted(file(hash), bytes.length));
            }
            return Optional.of(check.understood(bytes, hash));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    public void keep(CheckedCatalog catalog) throws IOException {
        DurableFile.write(file(catalog.sha256()), catalog.bytes());
        String named = catalog.sha256() + " " + checksum(catalog.bytes());
        DurableFile.write(current(), named.getBytes(StandardCharsets.US_ASCII));
        for (Path each : FolderEntries.of(folder)) {
            if (!each.equals(current()) && !each.equals(file(catalog.sha256()))) {
                Files.deleteIfExists(each);
            }
        }
    }

    private static String checksum(byte[] bytes) {
        var crc = new CRC32();
        crc.update(bytes);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }

    private Path current() {
        return folder.resolve("current");
    }

    private Path file(String hash) {
        return folder.resolve(hash + ".json");
    }
}
