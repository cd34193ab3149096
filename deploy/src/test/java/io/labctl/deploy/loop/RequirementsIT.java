package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rehearsal says where it cannot be. */
class RequirementsIT {
    private static final String LABCTL = Means.DIST.resolve("bin/labctl").toString();
    private static final List<String> ORDINARY =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    private static final List<String> WITHOUT_LEAVE =
            List.of("setpriv", "--bounding-set=-sys_admin", "--inh-caps=-sys_admin");

    @TempDir Path home;

    @BeforeEach
    void means() throws IOException {
        Means.check();
        assumeTrue(Means.installed("setpriv"), "setpriv is not installed (util-linux)");
    }

    @Test
    void an_ordinary_user_is_told_that_it_needs_root() {
        assumeTrue(
                run(ORDINARY, LABCTL, "version", "--client").exit() == 0,
                "an ordinary user cannot read this checkout");

        Running.Ended ended = run(ORDINARY, LABCTL, "rehearse");

        assertThat(ended.err()).isEqualTo("labctl: a rehearsal needs root (try it with sudo)\n");
        assertThat(ended.exit()).isEqualTo(4);
    }

    @Test
    void an_ordinary_user_is_told_what_only_root_can_see() {
        assumeTrue(
                run(ORDINARY, LABCTL, "version", "--client").exit() == 0,
                "an ordinary user cannot read this checkout");

        for (String command : List.of("status", "down")) {
            Running.Ended ended = run(ORDINARY, LABCTL, "rehearse", command);

            assertThat(ended.err())
                    .isEqualTo(
                            "labctl: only root can look into '%s', and so see whether a rehearsal stands there: try it with sudo\n"
                                    .formatted(home.resolve("state")));
            assertThat(ended.exit()).isEqualTo(4);
        }
    }

    @Test
    void root_without_leave_to_make_namespaces_is_told_so_before_anything_is_made() {
        Running.Ended ended = run(WITHOUT_LEAVE, LABCTL, "rehearse");

        assertThat(ended.err())
                .startsWith("labctl: a rehearsal needs leave to make namespaces (unshare: ")
                .endsWith(")\n");
        assertThat(ended.exit()).isEqualTo(5);
        assertThat(home.resolve("state")).doesNotExist();
    }

    private Running.Ended run(List<String> as, String... command) {
        var argv = new ArrayList<>(as);
        argv.addAll(List.of(command));
        var environment =
                Map.of(
                        "HOME", home.toString(),
                        "LABCTL_REHEARSAL", home.resolve("state").toString(),
                        "JAVA_HOME", System.getProperty("java.home"));
        return Running.start(Path.of("/"), environment, argv).end();
    }
}
