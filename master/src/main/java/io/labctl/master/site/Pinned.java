package io.labctl.master.site;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * A hold on whatever stands at a path, which cannot be exchanged for something else any more. It is
 * not opened yet (open(2), O_PATH), because the opening of a pipe waits for somebody who writes;
 * Java can only open.
 */
@SuppressWarnings("restricted") // a call of the C library is
final class Pinned implements AutoCloseable {
    private static final int O_PATH = 010000000;
    private static final int O_CLOEXEC = 02000000;
    private static final int O_NOFOLLOW =
            System.getProperty("os.arch").equals("aarch64") ? 0100000 : 0400000;
    private static final int AT_FDCWD = -100;
    private static final int ENOENT = 2;
    private static final int EACCES = 13;
    private static final int LONGEST_TEXT = 4096;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final VarHandle ERRNO =
            Linker.Option.captureStateLayout()
                    .varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final MethodHandle OPENAT =
            function(
                    "openat",
                    FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT),
                    Linker.Option.firstVariadicArg(3),
                    Linker.Option.captureCallState("errno"));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));
    private static final MethodHandle STRERROR =
            function("strerror", FunctionDescriptor.of(ADDRESS, JAVA_INT));

    private final Path path;
    private final int handle;
    private boolean closed;

    private Pinned(Path path, int handle) {
        this.path = path;
        this.handle = handle;
    }

    /** Links are followed. */
    static Pinned at(Path path) throws IOException {
        return new Pinned(path, open(AT_FDCWD, path, bytes(path), O_PATH | O_CLOEXEC));
    }

    /**
     * What stands in this folder. A link is not followed: it is held itself, and leads nowhere.
     *
     * @param name without a slash
     */
    Pinned entry(Path name) throws IOException {
        Path entry = path.resolve(name);
        byte[] whole = bytes(entry);
        int start = whole.length;
        while (start > 0 && whole[start - 1] != '/') {
            start--;
        }
        byte[] last = Arrays.copyOfRange(whole, start, whole.length);
        return new Pinned(entry, open(handle, entry, last, O_PATH | O_NOFOLLOW | O_CLOEXEC));
    }

    /**
     * The bytes of a file, no more than these.
     *
     * @throws FileSystemException when it is none, and so would not end or not even begin
     */
    byte[] bytes(int most) throws IOException {
        Path held = Path.of("/proc/self/fd/" + handle);
        if (!Files.isRegularFile(held)) {
            throw new FileSystemException(path.toString(), null, "it is no regular file");
        }
        try (InputStream in = Files.newInputStream(held)) {
            return in.readNBytes(most);
        }
    }

    @Override
    public void close() {
        if (!closed) { // by then the number may be somebody else's
            closed = true;
            int _ = call(() -> (int) CLOSE.invokeExact(handle));
        }
    }

    private static int open(int folder, Path path, byte[] name, int flags) throws IOException {
        try (var arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
            MemorySegment text = arena.allocate(name.length + 1L);
            MemorySegment.copy(name, 0, text, JAVA_BYTE, 0, name.length);
            int handle = call(() -> (int) OPENAT.invokeExact(state, folder, text, flags));
            if (handle < 0) {
                throw trouble(path, (int) ERRNO.get(state, 0L));
            }
            return handle;
        }
    }

    private static FileSystemException trouble(Path path, int error) {
        return switch (error) {
            case ENOENT -> new NoSuchFileException(path.toString());
            case EACCES -> new AccessDeniedException(path.toString());
            default -> new FileSystemException(path.toString(), null, words(error));
        };
    }

    private static String words(int error) {
        MemorySegment text = call(() -> (MemorySegment) STRERROR.invokeExact(error));
        return text.reinterpret(LONGEST_TEXT).getString(0).toLowerCase(Locale.ROOT);
    }

    /** As the kernel has it. The text that Java makes of a path may have lost something. */
    private static byte[] bytes(Path path) {
        String text = path.toString();
        if (text.chars().allMatch(each -> each < 0x80)) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
        String raw = path.toUri().getRawPath().replaceFirst("/$", "").replace("+", "%2B");
        return URLDecoder.decode(raw, StandardCharsets.ISO_8859_1)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private interface Call<T> {
        T now() throws Throwable;
    }

    private static <T> T call(Call<T> call) {
        try {
            return call.now();
        } catch (Throwable e) {
            throw new IllegalStateException("a call of the C library did not come about", e);
        }
    }

    private static MethodHandle function(
            String name, FunctionDescriptor shape, Linker.Option... options) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), shape, options);
    }
}
