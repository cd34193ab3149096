package io.labctl.agent.type.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.machine.FakeCommands;
import io.labctl.agent.machine.FakeTime;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.NotFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name comes from afar, and init scripts are run as root. */
class PresentServicesTest {
    private static final String OUTSIDE = "../../tmp/x";

    @TempDir private Path folder;
    private final FakeCommands commands = new FakeCommands();
    private InitServices scripts;

    @BeforeEach
    void makeScripts() throws IOException {
        script("etc/init.d/clock");
        script("tmp/x");
        commands.program("service", _ -> new Finished(0, "", "", false));
        scripts = new InitServices(new Root(folder), commands, new FakeTime());
    }

    private void script(String name) throws IOException {
        Path script = folder.resolve(name);
        Files.createDirectories(script.resolveSibling("."));
        Files.writeString(script, "#!/bin/sh\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {OUTSIDE, "/tmp/x", "clock/../../../tmp/x", "--status-all", "", "a b"})
    void what_is_no_service_name_is_refused_before_any_program_runs(String name) {
        var services = new PresentServices(scripts);

        assertThatThrownBy(() -> services.named(List.of("clock", name)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("service '%s' is not one plain word", name);

        assertThat(commands.run()).isEmpty();
    }

    @Test
    void a_service_is_told() throws IOException {
        assertThat(new PresentServices(scripts).named(List.of("clock"))).hasSize(1);
        assertThat(commands.run()).containsExactly("service clock status");
    }

    @Test
    void a_script_elsewhere_is_no_service() throws IOException {
        assertThat(scripts.states(List.of(OUTSIDE)).get(OUTSIDE))
                .isEqualTo(new ServiceState(false, false, null, false));
        assertThatThrownBy(() -> scripts.start(OUTSIDE)).isInstanceOf(NotFound.class);

        assertThat(commands.run()).isEmpty();
    }
}
