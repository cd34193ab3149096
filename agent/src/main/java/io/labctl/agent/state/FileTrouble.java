package io.labctl.agent.state;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Java's bare file errors as sentences: several of them say nothing but a path. */
public final class FileTrouble {
    private FileTrouble() {}

    public static String sentence(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "'%s' does not exist".formatted(missing.getFile());
            case AccessDeniedException denied ->
                    "no permission for '%s' (lab-agent runs as root)".formatted(denied.getFile());
            case FileSystemException other when other.getReason() != null ->
                    "'%s': %s".formatted(other.getFile(), other.getReason());
            default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        };
    }
}
