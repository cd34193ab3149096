package io.labctl.cli.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a file could not be read or written, in the words of people. */
public final class FileFault {
    private FileFault() {}

    public static String of(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file";
            case AccessDeniedException _ -> "permission denied";
            case FileSystemException fault when fault.getReason() != null ->
                    String.valueOf(fault.getReason()).toLowerCase(java.util.Locale.ROOT);
            default -> e.getMessage() == null ? "not readable" : String.valueOf(e.getMessage());
        };
    }
}
