package io.labctl.cli.replay;

import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.output.StandardOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Writes an asciicast when all of it has come, so that none is left that ends where labd could not
 * go on.
 */
final class WholeCast {
    private static final int PIECE = 64 * 1024;

    private final RecordedLines lines;

    WholeCast(RecordedLines lines) {
        this.lines = lines;
    }

    /** False when nobody reads any more. */
    boolean write(StandardOutput out) {
        try {
            Path gathered = Files.createTempFile("labctl-", ".cast"); // its owner's alone
            try {
                gather(gathered);
                return pass(gathered, out);
            } finally {
                Files.delete(gathered);
            }
        } catch (IOException e) {
            throw new Unavailable(
                    "the recording cannot be gathered in a temporary file: "
                            + FileTrouble.reason(e),
                    e);
        }
    }

    private void gather(Path file) throws IOException {
        try (OutputStream gathered = new BufferedOutputStream(Files.newOutputStream(file))) {
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                gathered.write(line.get().getBytes(StandardCharsets.UTF_8));
                gathered.write('\n');
            }
        }
    }

    private static boolean pass(Path file, StandardOutput out) throws IOException {
        byte[] piece = new byte[PIECE];
        try (InputStream gathered = Files.newInputStream(file)) {
            for (int count = gathered.read(piece); count > 0; count = gathered.read(piece)) {
                if (!out.pass(Arrays.copyOf(piece, count))) {
                    return false;
                }
            }
        }
        return true;
    }
}
