package io.labctl.agent.machine;

import java.io.Closeable;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel gives for a thing at a path. It stands for that very thing, whatever is moved or
 * put in its place meanwhile; taking one opens nothing and follows no link.
 */
record Handle(int number) implements Closeable {
    private static final Path ALL = Path.of("/proc/self/fd");

    /** Empty when nothing is there. */
    static Optional<Handle> on(Path path) throws FileSystemException {
        return of(Libc.openEntry(path), path.toString());
    }

    /** For an answer of {@link Libc}. */
    static Optional<Handle> of(long answer, String name) throws FileSystemException {
        return answer == -Libc.ENOENT || answer == -Libc.ENOTDIR
                ? Optional.empty()
                : Optional.of(new Handle((int) checked(answer, name)));
    }

    static long checked(long answer, String name) throws FileSystemException {
        if (answer < 0) {
            throw new FileSystemException(name, null, Libc.words(answer));
        }
        return answer;
    }

    /** Whether a place is in a held directory, which means that others can change what it holds. */
    static boolean isIn(Path place) {
        return place.startsWith(ALL);
    }

    /** A link of the kernel's own, which leads to the thing itself. */
    Path path() {
        return ALL.resolve(Integer.toString(number));
    }

    @Override
    public void close() {
        Libc.close(number);
    }
}
