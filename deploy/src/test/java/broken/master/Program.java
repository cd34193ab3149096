package broken.master;

import java.time.Instant;

/** A composition root: what it does here is allowed. */
public final class Program {
    private Program() {}

    public static String home() {
        return System.getenv("HOME") + Instant.now();
    }
}
