package io.labctl.catalog.file;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Java's bare file errors in the words of people: several of them say nothing but a path. */
public final class FileTrouble {
    private FileTrouble() {}

    /**
     * The same trouble with the file's name in it. Java leaves it out once a file is open: on a
     * full disk, or when a directory is read. That the thread was interrupted is no trouble with
     * the file.
     */
    public static IOException at(Path file, IOException e) {
        if (e instanceof FileSystemException || e instanceof ClosedByInterruptException) {
            return e;
        }
        var named = new FileSystemException(file.toString(), null, e.getMessage());
        named.initCause(e);
        return named;
    }

    /** The same trouble with the name that people know, not the one of a draft beside it. */
    public static FileSystemException of(Path file, FileSystemException e) {
        FileSystemException known =
                e instanceof AccessDeniedException
                        ? new AccessDeniedException(file.toString(), null, e.getReason())
                        : new FileSystemException(file.toString(), null, reason(e));
        known.initCause(e);
        return known;
    }

    /**
     * Whether the disk takes no more (ENOSPC); Java gives no more of it than the system's words.
     */
    public static boolean isFullDisk(IOException e) {
        return reason(e).equals("no space left on device");
    }

    /** What is wrong and with which file: {@code '/etc/motd': no such file}. */
    public static String sentence(IOException e) {
        return e instanceof FileSystemException known && known.getFile() != null
                ? "'%s': %s".formatted(known.getFile(), reason(e))
                : reason(e);
    }

    /** What is wrong, where the file has been named already: {@code no such file}. */
    public static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException known when known.getReason() != null ->
                    lower(String.valueOf(known.getReason()));
            case FileSystemException known -> words(known.getClass());
            default -> e.getMessage() == null ? words(e.getClass()) : lower(e.getMessage());
        };
    }

    /** {@code DirectoryNotEmptyException} is {@code directory not empty}. */
    private static String words(Class<?> type) {
        return type.getSimpleName()
                .replaceFirst("Exception$", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    private static String lower(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
