package io.labctl.deploy.loop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A rehearsal that all tests of a class share, taken down after the last. */
final class StandingRehearsal implements BeforeAllCallback, AfterAllCallback {
    private final int nodes;
    private final boolean daemons;
    private final List<String> programs;

    private @Nullable Rehearsal rehearsal;

    /**
     * Skips the class, saying why, where there can be none.
     *
     * @param programs what its tests need on this machine besides
     */
    StandingRehearsal(int nodes, String... programs) {
        this(nodes, false, programs);
    }

    private StandingRehearsal(int nodes, boolean daemons, String... programs) {
        this.nodes = nodes;
        this.daemons = daemons;
        this.programs = List.of(programs);
    }

    /** The same, whose daemons run from the start. */
    static StandingRehearsal withDaemons(int nodes, String... programs) {
        return new StandingRehearsal(nodes, true, programs);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        programs.forEach(each -> assumeTrue(Means.installed(each), each + " is not installed"));
        rehearsal = daemons ? Rehearsal.withDaemons(nodes) : Rehearsal.of(nodes);
    }

    Rehearsal rehearsal() {
        return Objects.requireNonNull(rehearsal);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (rehearsal != null) {
            rehearsal.close();
        }
    }
}
