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
    private final List<String> programs;

    private @Nullable Rehearsal rehearsal;

    /**
     * Skips the class, saying why, where there can be none.
     *
     * @param programs what its tests need on this machine besides
     */
    StandingRehearsal(int nodes, String... programs) {
        this.nodes = nodes;
        this.programs = List.of(programs);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        programs.forEach(each -> assumeTrue(Means.installed(each), each + " is not installed"));
        rehearsal = Rehearsal.of(nodes);
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
