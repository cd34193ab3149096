package io.labctl.agent.apply;

import static java.util.Objects.requireNonNull;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.resource.ResourceId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** What a person should read of an exception. */
final class Sentence {
    private Sentence() {}

    static String of(Exception e) {
        return switch (meant(e)) {
            case LabException known -> known.sentence();
            case ClosedByInterruptException _ -> "stopped with the run";
            case InterruptedIOException stopped -> String.valueOf(stopped.getMessage());
            case FileSystemException held when isHeld(held) -> inHeldDirectory(held);
            case IOException io -> FileTrouble.sentence(io);
            case Exception other ->
                    "unexpected %s: %s"
                            .formatted(other.getClass().getSimpleName(), other.getMessage());
        };
    }

    /** The same of a resource, by whose path trouble is told that an own name of its file had. */
    static String of(Exception e, ResourceId of) {
        return meant(e) instanceof FileSystemException trouble && isAt(of.title(), trouble)
                ? "'%s': %s".formatted(of.title(), FileTrouble.reason(trouble))
                : of(e);
    }

    /** Whether it is about what stands at that path, or a draft beside it. */
    private static boolean isAt(String path, FileSystemException e) {
        if (!path.startsWith("/") || e.getFile() == null) {
            return false;
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        String leaf = e.getFile().substring(e.getFile().lastIndexOf('/') + 1);
        boolean isDraft = leaf.startsWith(".%s.lab-agent".formatted(name));
        return isDraft || (isHeld(e) && leaf.equals(name));
    }

    /** Without what only carries it to where it may be thrown. */
    private static Exception meant(Exception e) {
        return switch (e) {
            case UncheckedIOException carries -> requireNonNull(carries.getCause());
            case DirectoryIteratorException carries -> requireNonNull(carries.getCause());
            default -> e;
        };
    }

    /** Whether its name is the agent's own for a directory that others could exchange. */
    private static boolean isHeld(FileSystemException e) {
        return String.valueOf(e.getFile()).startsWith("/proc/self/fd/");
    }

    /** By its name alone: the directory is told by the resource. */
    private static String inHeldDirectory(FileSystemException e) {
        return "'%s': %s".formatted(Path.of(e.getFile()).getFileName(), FileTrouble.reason(e));
    }

    /** Whether the sentence says it all; what is unexpected is a mistake in the agent. */
    static boolean isExpected(Exception e) {
        return meant(e) instanceof LabException || meant(e) instanceof IOException;
    }

    /** Whether the sentence says no more than that it was stopped. */
    static boolean isOfAnInterrupt(Exception e) {
        return meant(e) instanceof InterruptedIOException
                || meant(e) instanceof ClosedByInterruptException;
    }
}
