package io.labctl.agent.enroll;

import io.labctl.agent.identity.KeyPairs;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.file.FolderEntries;
import io.labctl.catalog.identity.JoinToken;
import io.labctl.catalog.name.ServerName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Optional;

/**
 * Keeps the key that waits for its certificate. labd answers again when the same key comes with the
 * same token and name, so an answer that got lost costs nothing as long as the key is there.
 */
public final class Staging {
    private final Path folder;
    private final KeyPairs keyPairs;

    public Staging(Path folder, KeyPairs keyPairs) {
        this.folder = folder;
        this.keyPairs = keyPairs;
    }

    /**
     * The request that an earlier attempt has left, or else a new one; it is on disk before it is
     * given out.
     *
     * @throws Unavailable when it cannot be stored
     */
    StagedRequest request(JoinToken token, ServerName name) {
        Path file = folder.resolve("%s.%s.pem".formatted(token.id(), name));
        try {
            Optional<StagedRequest> earlier = read(file);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            forget();
            KeyPair keys = keyPairs.make();
            var fresh = new StagedRequest(keys.getPrivate(), SigningRequest.pem(name, keys));
            DurableFile.write(file, fresh.pem().getBytes(StandardCharsets.US_ASCII));
            return fresh;
        } catch (IOException e) {
            throw new Unavailable(
                    "key could not be stored: %s; 'state' in agent.yaml names the folder for it"
                            .formatted(FileTrouble.sentence(e)),
                    e);
        }
    }

    /** For when labd has answered: the key is in use, or of no use. */
    void forget() throws IOException {
        if (Files.isDirectory(folder)) {
            for (Path file : FolderEntries.of(folder)) {
                Files.delete(file);
            }
        }
    }

    private static Optional<StagedRequest> read(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? StagedRequest.parse(Files.readString(file, StandardCharsets.ISO_8859_1))
                : Optional.empty();
    }
}
