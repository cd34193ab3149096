package io.labctl.agent.machine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Pipes to the agent: what goes on writing to them after the agent's own end is killed by that. */
record PipedOutputs(OutputTail outTail, OutputTail errTail) implements Outputs {
    /** Something that was started may hold the pipes open; nobody waits longer for it than this. */
    private static final Duration LAST_WORDS = Duration.ofMillis(500);

    static PipedOutputs of(Process process) {
        return new PipedOutputs(
                OutputTail.of(process.getInputStream()), OutputTail.of(process.getErrorStream()));
    }

    @Override
    public boolean awaitEnd(Process process, Duration limit) throws InterruptedException {
        return process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public String out() throws InterruptedException {
        return outTail.within(LAST_WORDS);
    }

    @Override
    public String err() throws InterruptedException {
        return errTail.within(LAST_WORDS);
    }
}
