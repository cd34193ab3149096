package io.labctl.agent.state;

import java.nio.file.Path;

/** The agent's folder, by default {@code /var/lib/lab-agent}, and what has its place in it. */
public record StateDirectory(Path root) {
    public Path identity() {
        return root.resolve("identity");
    }

    /** The key that waits for its certificate. */
    public Path enrolment() {
        return root.resolve("enrolment");
    }

    public Path catalog() {
        return root.resolve("catalog");
    }

    public Path files() {
        return root.resolve("files");
    }

    public Path spool() {
        return root.resolve("spool");
    }

    /** Copies of files that were replaced or removed; beside them {@code overwriting}. */
    public Path backups() {
        return root.resolve("backups");
    }

    /** What was last applied with success, and what is still to be restarted. */
    public Path applied() {
        return root.resolve("applied.json");
    }

    /** There while a person lets no run be made. */
    public Path disabled() {
        return root.resolve("disabled.json");
    }

    public Path lock() {
        return root.resolve("run.lock");
    }

    /** Held by the daemon all its life; {@link #lock} is held during each run. */
    public Path daemonLock() {
        return root.resolve("daemon.lock");
    }

    /** What the run that is going on has running. */
    public Path programs() {
        return root.resolve("programs");
    }

    /** The sessions whose end labd does not know. */
    public Path sessions() {
        return root.resolve("sessions");
    }

    /** Small files for {@code lab-agent status} and for what a killed run leaves to say. */
    public Path runs() {
        return root.resolve("runs");
    }
}
