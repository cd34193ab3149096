package broken.agent;

import broken.master.Program;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Asks for time and chance, and uses the master. */
public final class ReadsTheClock {
    public String all() {
        return "%s %s %s %s %s %s"
                .formatted(
                        Instant.now(),
                        UUID.randomUUID(),
                        new Random().nextInt(),
                        System.currentTimeMillis(),
                        Clock.systemUTC(),
                        Program.home());
    }
}
