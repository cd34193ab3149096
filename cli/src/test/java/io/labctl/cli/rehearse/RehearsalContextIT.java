package io.labctl.cli.rehearse;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.cli.JavaProcess;
import io.labctl.cli.config.ConfigFile;
import io.labctl.cli.config.ContextConfig;
import io.labctl.cli.config.LabctlConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rehearsal's context that goes while another labctl changes the config. */
class RehearsalContextIT {
    private static final ContextConfig OWN = new ContextConfig(null, "ca.pem", null, null);

    @TempDir private Path folder;

    @Test
    void what_another_sets_meanwhile_is_not_taken_back() throws Exception {
        var file = new ConfigFile(folder.resolve("home/config.yaml"));
        file.change(_ -> rehearsalAlone().with("work", OWN));

        removedDuring(file, "mine").endsWith(0);

        assertThat(file.read())
                .isEqualTo(LabctlConfig.EMPTY.with("work", OWN).with("mine", OWN).current("mine"));
    }

    @Test
    void a_config_of_its_own_that_gets_another_context_meanwhile_stays() throws Exception {
        var file = new ConfigFile(folder.resolve("home/config.yaml"));
        file.change(_ -> rehearsalAlone());

        removedDuring(file, "mine").endsWith(0);

        assertThat(file.read()).isEqualTo(LabctlConfig.EMPTY.with("mine", OWN).current("mine"));
    }

    /** Begins to add a context, lets the removal come to where it waits, if it does, and ends. */
    private JavaProcess removedDuring(ConfigFile file, String added) {
        List<JavaProcess> removal = new ArrayList<>();
        file.change(
                now -> {
                    removal.add(removal(file).untilItWaitsForALock());
                    return now.with(added, OWN).current(added);
                });
        return removal.getFirst();
    }

    private JavaProcess removal(ConfigFile file) {
        String state = folder.resolve("state").toString();
        try {
            return JavaProcess.of(
                    Map.of(), ContextRemovalProgram.class, file.path().toString(), state);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private LabctlConfig rehearsalAlone() {
        String key = new StateFolder(folder.resolve("state")).adminKey().toString();
        return LabctlConfig.EMPTY
                .with("rehearsal", new ContextConfig(null, null, null, key))
                .current("rehearsal");
    }
}
