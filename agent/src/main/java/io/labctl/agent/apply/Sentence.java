package io.labctl.agent.apply;

import io.labctl.catalog.error.LabException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What a person should read of an exception. */
final class Sentence {
    private Sentence() {}

    static String of(Exception e) {
        return switch (e) {
            case LabException known -> known.sentence();
            case NoSuchFileException missing -> "no file '%s'".formatted(missing.getFile());
            case AccessDeniedException denied ->
                    "'%s' may not be accessed".formatted(denied.getFile());
            case FileSystemException file ->
                    "'%s' could not be used: %s"
                            .formatted(file.getFile(), lower(String.valueOf(file.getReason())));
            case ClosedByInterruptException _ -> "stopped with the run";
            case InterruptedIOException stopped -> String.valueOf(stopped.getMessage());
            case IOException io -> lower(String.valueOf(io.getMessage()));
            default -> "unexpected %s: %s".formatted(e.getClass().getSimpleName(), e.getMessage());
        };
    }

    /** Whether the sentence says it all; what is unexpected is a mistake in the agent. */
    static boolean isExpected(Exception e) {
        return e instanceof LabException || e instanceof IOException;
    }

    private static String lower(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
