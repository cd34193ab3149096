package io.labctl.agent.identity;

import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.identity.Pem;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps the identity in a folder of its own, named by a hash of all that is in it, to which the
 * link {@code current} points. A new one is written whole beside the old one and then the link is
 * renamed over: at every moment there is one complete identity or none.
 */
public final class IdentityStore {
    private static final String CURRENT = "current";
    private static final String KEY = "key.pem";
    private static final String CHAIN = "chain.pem";
    private static final String ROOTS = "roots.pem";
    private static final String SERVER = "server";

    private static final int NAME_DIGITS = 16;

    private final Path folder;

    /** The files of one, by their names. */
    private record Texts(String key, String chain, String roots, String server) {
        /** Whatever the bytes are; what they mean is judged by who asked for them. */
        static Texts in(Path folder) throws IOException {
            return new Texts(
                    text(folder, KEY),
                    text(folder, CHAIN),
                    text(folder, ROOTS),
                    text(folder, SERVER));
        }

        private static String text(Path folder, String file) throws IOException {
            return Files.readString(folder.resolve(file), StandardCharsets.ISO_8859_1);
        }

        static Texts of(Identity identity) {
            return new Texts(
                    Pem.of(identity.key()),
                    Pem.of(identity.chain()),
                    Pem.of(identity.roots()),
                    identity.server() + "\n");
        }

        void writeTo(Path folder) throws IOException {
            write(folder, KEY, key);
            write(folder, CHAIN, chain);
            write(folder, ROOTS, roots);
            write(folder, SERVER, server);
        }

        private static void write(Path folder, String file, String text) throws IOException {
            DurableFile.write(folder.resolve(file), text.getBytes(StandardCharsets.ISO_8859_1));
        }

        Identity identity() {
            return new Identity(
                    Pem.key(KEY, key, "EC"),
                    Pem.certificates(CHAIN, chain),
                    Pem.certificates(ROOTS, roots),
                    URI.create(server.strip()));
        }

        String name() {
            return Sha256.of(key + chain + roots + server).substring(0, NAME_DIGITS);
        }
    }

    public IdentityStore(Path folder) {
        this.folder = folder;
    }

    /**
     * The present identity; empty when this machine never enrolled.
     *
     * @throws InvalidInput when there is one that cannot be used
     * @throws Denied when this user may not read it
     */
    public Optional<Identity> load() {
        Path current = folder.resolve(CURRENT);
        if (Files.notExists(current, LinkOption.NOFOLLOW_LINKS)) { // not: cannot be looked at
            return Optional.empty();
        }
        try {
            Texts texts = Texts.in(current);
            Identity identity = texts.identity();
            if (!current.toRealPath().endsWith(texts.name())) {
                throw new InvalidInput("its files were changed after they were written");
            }
            return Optional.of(identity);
        } catch (InvalidInput e) {
            throw damaged(e.sentence(), e);
        } catch (IllegalArgumentException e) {
            throw damaged("the file 'server' holds no address", e);
        } catch (AccessDeniedException e) {
            throw new Denied(
                    "identity in '%s' may not be read by this user; run lab-agent as root"
                            .formatted(folder),
                    e);
        } catch (IOException e) {
            throw damaged(FileTrouble.sentence(e), e);
        }
    }

    /** Swaps the identity; the one before it is removed only when the new one is in place. */
    public void install(Identity identity) throws IOException {
        Texts texts = Texts.of(identity);
        String name = texts.name();
        DurableFile.directory(folder);
        texts.writeTo(folder.resolve(name));
        Path link = folder.resolve(CURRENT + ".new");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(name));
        DurableFile.moveInto(link, folder.resolve(CURRENT));
        removeAllBut(name);
    }

    private void removeAllBut(String name) throws IOException {
        try (var entries = Files.list(folder)) {
            for (Path entry : entries.toList()) {
                if (!entry.endsWith(name) && !entry.endsWith(CURRENT)) {
                    remove(entry);
                }
            }
        }
    }

    private static void remove(Path entry) throws IOException {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            try (var files = Files.list(entry)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.delete(entry);
    }

    private InvalidInput damaged(String why, Exception cause) {
        return new InvalidInput(
                "identity in '%s' is damaged: %s; enrol again with 'lab-agent enroll'"
                        .formatted(folder, why),
                cause);
    }
}
