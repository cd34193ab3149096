package io.labctl.agent.type.authorizedkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that have {@link AdasHome} to themselves. */
abstract class InAdasHome {
    @TempDir private Path folder;
    private AdasHome home;

    /** The machine that it is on. */
    protected TestMachine machine;

    @BeforeEach
    void makeHome() throws IOException {
        home = AdasHome.make(folder);
        machine = home.machine();
    }

    @AfterEach
    void end() throws IOException {
        if (home != null) {
            home.close();
        }
    }

    protected ResourceOutcome apply(AuthorizedKeyResource wanted) {
        ResourceReport report = machine.apply(wanted).getFirst();
        assertThat(report.reason()).isNull();
        return report.outcome();
    }

    protected String inside(String script) throws IOException {
        return home.inside(script);
    }
}
