package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/**
 * The most memory that an agent and its labd had before much passed through them.
 *
 * @param agent its process
 * @param agentKib what that had, in KiB
 * @param labd its process
 * @param labdKib what that had, in KiB
 */
record Peaks(long agent, long agentKib, long labd, long labdKib) {
    /** Far less than what passes through, and more than what is under way of it. */
    private static final long SOME_OF_AGENT_KIB = 64L * 1024;

    /** Of a server's heap, which gives back what it has late. */
    private static final long SOME_OF_LABD_KIB = 256L * 1024;

    static Peaks of(Rehearsal rehearsal, Node node) throws IOException {
        long agent = node.daemon();
        long labd = rehearsal.labd();
        return new Peaks(agent, Proc.mostMemory(agent), labd, Proc.mostMemory(labd));
    }

    void hardlyGrew() {
        assertThat(Proc.mostMemory(agent) - agentKib).isLessThan(SOME_OF_AGENT_KIB);
        assertThat(Proc.mostMemory(labd) - labdKib).isLessThan(SOME_OF_LABD_KIB);
    }
}
