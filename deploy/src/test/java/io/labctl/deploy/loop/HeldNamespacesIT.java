package io.labctl.deploy.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HeldNamespacesIT {
    private static final int OFTEN = 10;

    @BeforeAll
    static void what_it_needs() throws IOException {
        Means.check();
    }

    @Test
    void a_later_namespace_is_never_taken_for_one_that_was_seen() throws Exception {
        try (var seen = new HeldNamespaces()) {
            Process first = withNameOfItsOwn();
            seen.hold(first.pid());
            assertThat(seen.isAround(first.pid())).isTrue();
            first.destroyForcibly().waitFor();

            for (int i = 0; i < OFTEN; i++) {
                Process later = withNameOfItsOwn();
                assertThat(seen.isAround(later.pid())).isFalse();
                later.destroyForcibly().waitFor();
            }
        }
    }

    private static Process withNameOfItsOwn() throws IOException {
        Process process = new ProcessBuilder("unshare", "--uts", "sleep", "60").start();
        var here = Proc.namespace(ProcessHandle.current().pid(), "uts");
        await().until(() -> !Proc.namespace(process.pid(), "uts").equals(here));
        return process;
    }
}
