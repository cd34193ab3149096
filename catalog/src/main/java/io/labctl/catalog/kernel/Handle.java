package io.labctl.catalog.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the kernel gives for a thing at a path (open(2), O_PATH). It stands for that very thing,
 * whatever is moved or put in its place meanwhile; taking one opens nothing, so that neither a pipe
 * nor a device is waited for or woken.
 *
 * @param number closed once; by then it may be somebody else's
 */
public record Handle(int number) implements Closeable {
    private static final Path ALL = Path.of("/proc/self/fd");

    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int ENOTDIR = 20;
    private static final int O_PATH = 010000000;
    private static final int O_CLOEXEC = 02000000;
    private static final int O_NOFOLLOW =
            System.getProperty("os.arch").equals("aarch64") ? 0100000 : 0400000;
    private static final int AT_FDCWD = -100;

    private static final MethodHandle OPENAT =
            CLibrary.function(
                    "openat",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
                    Linker.Option.firstVariadicArg(3));
    private static final MethodHandle CLOSE =
            CLibrary.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    /** On what a path leads to; links are followed. */
    public static Handle at(Path path) throws FileSystemException {
        return of(open(AT_FDCWD, PathBytes.of(path), O_PATH | O_CLOEXEC), path.toString());
    }

    /** On what stands at a path, whatever it is: only its last step must be no link. */
    public static Optional<Handle> on(Path path) throws FileSystemException {
        return found(openEntry(AT_FDCWD, PathBytes.of(path)), path.toString());
    }

    /**
     * On an entry of this directory, whatever it is: a link is not followed.
     *
     * @param name without a slash
     * @param told for people, when it fails
     */
    public Handle entry(byte[] name, String told) throws FileSystemException {
        return of(openEntry(number, name), told);
    }

    /** The same, empty when nothing is there, or when this is no directory. */
    public Optional<Handle> find(byte[] name, String told) throws FileSystemException {
        return found(openEntry(number, name), told);
    }

    /** For an answer of the kernel that is one. */
    public static Handle of(long answer, String told) throws FileSystemException {
        return new Handle((int) checked(answer, told));
    }

    /** An answer of the kernel that is no error. */
    public static long checked(long answer, String told) throws FileSystemException {
        if (answer >= 0) {
            return answer;
        }
        throw switch ((int) -answer) {
            case ENOENT -> new NoSuchFileException(told);
            case EACCES -> new AccessDeniedException(told);
            default -> new FileSystemException(told, null, CLibrary.words(answer));
        };
    }

    /** Whether a place is in a held directory, which means that others can change what it holds. */
    public static boolean isIn(Path place) {
        return place.startsWith(ALL);
    }

    /**
     * A place in a held directory by the name that people know, as long as its handle is open: to
     * them a handle's number means nothing. Any other place as it is.
     */
    public static Path named(Path place) {
        if (!isIn(place) || place.getNameCount() <= ALL.getNameCount()) {
            return place;
        }
        Path handle = ALL.resolve(place.getName(ALL.getNameCount()));
        try {
            return Files.readSymbolicLink(handle).resolve(handle.relativize(place));
        } catch (IOException _) {
            return place; // there is no better name
        }
    }

    /** A link of the kernel's own, which leads to the thing itself. */
    public Path path() {
        return ALL.resolve(Integer.toString(number));
    }

    @Override
    public void close() {
        CLibrary.answer((_, state) -> (int) CLOSE.invokeExact(state, number));
    }

    private static Optional<Handle> found(long answer, String told) throws FileSystemException {
        return answer == -ENOENT || answer == -ENOTDIR
                ? Optional.empty()
                : Optional.of(of(answer, told));
    }

    private static long openEntry(int directory, byte[] name) {
        return open(directory, name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
    }

    private static long open(int directory, byte[] name, int flags) {
        return CLibrary.answer(
                (arena, state) ->
                        (int)
                                OPENAT.invokeExact(
                                        state, directory, CLibrary.text(arena, name), flags));
    }
}
