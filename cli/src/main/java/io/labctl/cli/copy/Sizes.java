package io.labctl.cli.copy;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** How much there is to copy, as far as that can be seen beforehand. */
final class Sizes {
    private Sizes() {}

    /** In bytes. */
    static long of(Collection<Path> sources) {
        var sum = new AtomicLong();
        for (Path source : sources) {
            try {
                Files.walkFileTree(source.toRealPath(), new Adding(sum));
            } catch (IOException e) {
                // it went a moment ago, which is told when it is to be copied
            }
        }
        return sum.get();
    }

    /** What cannot be looked at is told when it is to be copied. */
    private static final class Adding extends SimpleFileVisitor<Path> {
        private final AtomicLong sum;

        Adding(AtomicLong sum) {
            this.sum = sum;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum.addAndGet(attributes.isRegularFile() ? attributes.size() : 0);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
            return FileVisitResult.CONTINUE;
        }
    }
}
