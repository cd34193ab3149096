package io.labctl.agent.identity;

import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.file.FolderEntries;
import io.labctl.catalog.identity.Pem;
import io.labctl.catalog.wire.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
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

    private static final String HASH = "sha256";
    private static final int NAME_DIGITS = 16;

    private final Path folder;

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
            return Optional.of(present(current));
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

    /** Another one when a new identity comes while the present one is read. */
    private static Identity present(Path current) throws IOException {
        Path home = home(current);
        while (true) {
            try {
                return read(home);
            } catch (NoSuchFileException e) {
                Path next = home(current);
                if (next.equals(home)) {
                    throw e;
                }
                home = next;
            }
        }
    }

    /** The link alone is followed: what leads to it may be another machine's, below /proc. */
    private static Path home(Path current) throws IOException {
        return Files.isSymbolicLink(current)
                ? current.resolveSibling(Files.readSymbolicLink(current))
                : current;
    }

    private static Identity read(Path home) throws IOException {
        String key = text(home, KEY);
        String chain = text(home, CHAIN);
        String roots = text(home, ROOTS);
        String server = text(home, SERVER);
        var identity =
                new Identity(
                        Pem.key(KEY, key, "EC"),
                        Pem.certificates(CHAIN, chain),
                        Pem.certificates(ROOTS, roots),
                        URI.create(server.strip()));
        if (!text(home, HASH).equals(Sha256.of(key + chain + roots + server))) {
            throw new InvalidInput("its files are not those that were written together");
        }
        return identity;
    }

    /**
     * Swaps the identity; the one before it is removed only when the new one is in place.
     *
     * @throws InvalidInput when its certificate is not for its key
     */
    public void install(Identity identity) throws IOException {
        identity.requireKeyOfCertificate();
        String name = nameOf(identity);
        Path staged = folder.resolve(name);
        String key = Pem.of(identity.key());
        String chain = Pem.of(identity.chain());
        String roots = Pem.of(identity.roots());
        String server = identity.server() + "\n";
        DurableFile.directory(folder);
        write(staged, KEY, key);
        write(staged, CHAIN, chain);
        write(staged, ROOTS, roots);
        write(staged, SERVER, server);
        write(staged, HASH, Sha256.of(key + chain + roots + server));
        Path link = folder.resolve(CURRENT + ".new");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, Path.of(name));
        DurableFile.moveInto(link, folder.resolve(CURRENT));
        removeAllBut(name);
    }

    /** Whatever the bytes are; what they mean is judged by who asked for them. */
    private static String text(Path home, String file) throws IOException {
        return Files.readString(home.resolve(file), StandardCharsets.ISO_8859_1);
    }

    private static void write(Path staged, String file, String text) throws IOException {
        DurableFile.write(staged.resolve(file), text.getBytes(StandardCharsets.UTF_8));
    }

    private void removeAllBut(String name) throws IOException {
        for (Path entry : FolderEntries.of(folder)) {
            if (!entry.endsWith(name) && !entry.endsWith(CURRENT)) {
                remove(entry);
            }
        }
    }

    private static void remove(Path entry) throws IOException {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            for (Path file : FolderEntries.of(entry)) {
                Files.delete(file);
            }
        }
        Files.delete(entry);
    }

    private static String nameOf(Identity identity) {
        try {
            return Sha256.of(identity.certificate().getEncoded()).substring(0, NAME_DIGITS);
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    private InvalidInput damaged(String why, Exception cause) {
        return new InvalidInput(
                "identity in '%s' is damaged: %s; enrol again with 'lab-agent enroll'"
                        .formatted(folder, why),
                cause);
    }
}
