package io.labctl.master.site;

import io.labctl.catalog.bind.Place;
import io.labctl.catalog.bind.Value;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.wire.Sha256;
import io.labctl.catalog.yaml.YamlDocument;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads one YAML file of a site, and says cheaply whether it has to be read again.
 *
 * @param name relative to the site folder
 */
record SiteFile(Path path, String name) {
    /** File systems tell times more coarsely than files can change. */
    private static final long SETTLED_MILLIS = 2_000;

    /**
     * What a file held.
     *
     * @param sha256 of its bytes
     * @param bytes none when it could not be read
     */
    record Content(String name, String sha256, ByteBuffer bytes, YamlDocument yaml) {
        static Content of(String name, byte[] bytes) {
            return new Content(
                    name, Sha256.of(bytes), ByteBuffer.wrap(bytes), YamlDocument.read(name, bytes));
        }
    }

    /** What tells one state of a file from another without reading it. */
    record Stamp(FileTime modified, long size, @Nullable Object inode) {
        /** Whether a write after {@code now} would surely show in the stamp. */
        boolean isSettled(long now) {
            return now - modified.toMillis() > SETTLED_MILLIS;
        }
    }

    /** Empty when there is no such file, or when it cannot even be looked at. */
    Optional<Stamp> stamp() {
        try {
            var found = Files.readAttributes(path, BasicFileAttributes.class);
            return Optional.of(new Stamp(found.lastModifiedTime(), found.size(), found.fileKey()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Empty when there is no such file; every other trouble is a fault in the document. */
    Optional<Content> read() {
        if (Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
            return FoldersAbove.fault(path, name).map(this::unreadable);
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            return Optional.of(unreadable("is not a regular file"));
        }
        try (Pinned file = Pinned.at(path)) { // for what it was may be exchanged by now
            return Optional.of(Content.of(name, file.bytes(YamlDocument.LARGEST + 1)));
        } catch (AccessDeniedException e) {
            return Optional.of(unreadable("file may not be read by labd"));
        } catch (NoSuchFileException e) {
            return Optional.of(unreadable("file is a link to nothing"));
        } catch (IOException e) {
            return FoldersAbove.fault(path, name)
                    .map(this::unreadable)
                    .or(() -> Optional.of(unreadable(reason(e))));
        }
    }

    private String reason(IOException e) {
        return Files.isSymbolicLink(path) && !Files.exists(path)
                ? "file is a link that leads back to itself"
                : "file could not be read: " + FileTrouble.reason(e);
    }

    private Content unreadable(String message) {
        return unreadable(Place.in(name).fault(null, message));
    }

    private Content unreadable(Fault fault) {
        var nothing = new YamlDocument(new Value.Nothing(Place.in(name)), List.of(fault));
        return new Content(
                name, "unreadable: " + fault.sentence(), ByteBuffer.allocate(0), nothing);
    }
}
