package broken.agent;

import broken.facts.one.One;
import broken.master.Program;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Asks for time and chance, and uses the master and a family of facts. */
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

    public One family() {
        return new One();
    }
}
