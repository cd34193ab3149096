package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rehearsal's own copy of the programs: a new build must not pull the jars from under a running
 * labd, and a node sees this folder and nothing of the checkout.
 */
final class Programs {
    private Programs() {}

    static void ensure(Path from, Path to) {
        if (Files.isDirectory(to)) {
            return;
        }
        Path fresh = to.resolveSibling(to.getFileName() + ".new");
        try (Stream<Path> files = Files.walk(from)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                Path copy = fresh.resolve(from.relativize(file).toString());
                if (!Files.isDirectory(copy)) {
                    Files.copy(
                            file,
                            copy,
                            StandardCopyOption.COPY_ATTRIBUTES,
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new Unavailable("'%s' cannot be copied to '%s'".formatted(from, to), e);
        }
    }
}
