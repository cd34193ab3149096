package io.labctl.agent.machine;

/** Is told which programs are at work. */
public interface ProgramNotes {
    /** Forgets it at once. */
    ProgramNotes NONE =
            new ProgramNotes() {
                @Override
                public void begun(long pid, Command command) {}

                @Override
                public void ended(long pid) {}
            };

    void begun(long pid, Command command);

    void ended(long pid);
}
