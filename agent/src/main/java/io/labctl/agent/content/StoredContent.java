package io.labctl.agent.content;

import io.labctl.agent.labd.LabdClient;
import io.labctl.catalog.Catalog;
import io.labctl.catalog.CatalogEntry;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FolderEntries;
import io.labctl.catalog.resource.Content;
import io.labctl.catalog.resource.FileResource;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files that catalogs name by hash: fetched when they are needed, verified, and kept. */
public final class StoredContent {
    /** Behind the name of a file of which a part is here. */
    private static final String PART = ".part";

    private final Path folder;
    private final LabdClient labd;

    public StoredContent(Path folder, LabdClient labd) {
        this.folder = folder;
        this.labd = labd;
    }

    /**
     * A file whose bytes have that hash. It is not to be changed or moved.
     *
     * @throws IOException when it cannot be had; the message is a sentence
     */
    public Path fetch(Content.Stored content) throws IOException {
        Path file = folder.resolve(content.sha256());
        if (holds(file, content)) {
            return file;
        }
        DurableFile.directory(folder);
        Path part = folder.resolve(content.sha256() + PART);
        if (Files.exists(part) && Files.size(part) >= content.size()) {
            Files.delete(part);
        }
        labd.file(content, part);
        if (!holds(part, content)) {
            Files.deleteIfExists(part);
            throw new IOException(
                    "file %s came with other bytes than its hash says".formatted(content.sha256()));
        }
        DurableFile.sync(part);
        DurableFile.moveInto(part, file);
        return file;
    }

    /**
     * Removes what this catalog does not want. What broke off of a wanted file stays, no more than
     * one part of each: the next run goes on from there.
     */
    public void keepOnly(Catalog catalog) throws IOException {
        Set<String> names =
                catalog.entries().stream()
                        .map(CatalogEntry::resource)
                        .flatMap(StoredContent::hashIn)
                        .flatMap(hash -> Stream.of(hash, hash + PART))
                        .collect(Collectors.toSet());
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path file : FolderEntries.of(folder)) {
            if (!names.contains(String.valueOf(file.getFileName()))) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static Stream<String> hashIn(Resource resource) {
        return resource instanceof FileResource file
                        && file.content() instanceof Content.Stored stored
                ? Stream.of(stored.sha256())
                : Stream.empty();
    }

    private static boolean holds(Path file, Content.Stored content) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) != content.size()) {
            return false;
        }
        try (var digest =
                new DigestOutputStream(OutputStream.nullOutputStream(), Sha256.digest())) {
            Files.copy(file, digest);
            return Sha256.hex(digest.getMessageDigest().digest()).equals(content.sha256());
        }
    }
}
