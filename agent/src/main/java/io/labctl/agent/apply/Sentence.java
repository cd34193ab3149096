package io.labctl.agent.apply;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;

/** What a person should read of an exception. */
final class Sentence {
    private Sentence() {}

    static String of(Exception e) {
        return switch (e) {
            case LabException known -> known.sentence();
            case ClosedByInterruptException _ -> "stopped with the run";
            case InterruptedIOException stopped -> String.valueOf(stopped.getMessage());
            case IOException io -> FileTrouble.sentence(io);
            default -> "unexpected %s: %s".formatted(e.getClass().getSimpleName(), e.getMessage());
        };
    }

    /** Whether the sentence says it all; what is unexpected is a mistake in the agent. */
    static boolean isExpected(Exception e) {
        return e instanceof LabException || e instanceof IOException;
    }
}
