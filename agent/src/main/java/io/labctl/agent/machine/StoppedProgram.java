package io.labctl.agent.machine;

import java.io.InterruptedIOException;

/** A program that did not end within its grace, and was killed. */
public final class StoppedProgram extends InterruptedIOException {
    private static final long serialVersionUID = 1L;

    private final String out;

    /**
     * One with this name.
     *
     * @param out the end of what it wrote on its standard output until then
     */
    public StoppedProgram(String program, String out) {
        super("%s was stopped with the run".formatted(program));
        this.out = out;
    }

    public String out() {
        return out;
    }
}
