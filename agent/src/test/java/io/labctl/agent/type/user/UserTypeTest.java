package io.labctl.agent.type.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.UserResource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserTypeTest {
    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder).write("/etc/motd", "hello\n");
    }

    /** useradd(8) makes no home there, and exits 0. */
    @Test
    void a_home_that_is_a_file_fails_the_user_before_it_is_made() {
        var report = machine.apply(user("/etc/motd", true)).getFirst();

        assertThat(report.reason())
                .isEqualTo(
                        "home '/etc/motd' is not a directory: give another, or set manage-home to"
                                + " false");
        assertThat(machine.commands().run()).isEmpty();
    }

    @Test
    void a_home_that_is_not_managed_may_be_anything() {
        assertThat(machine.noop(user("/etc/motd", false)).getFirst().outcome())
                .isEqualTo(ResourceOutcome.WOULD_CHANGE);
    }

    private static UserResource user(String home, boolean manageHome) {
        return new UserResource(
                "f", Presence.PRESENT, null, null, List.of(), home, null, null, false, manageHome);
    }
}
