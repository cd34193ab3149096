package io.labctl.agent.type.mount;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresentMountsTest {
    @TempDir private Path folder;
    private TestMachine machine;
    private PresentMounts mounts;

    @BeforeEach
    void makeMachine() throws IOException {
        machine = new TestMachine(folder);
        Files.createDirectories(machine.at("/proc"));
        machine.write("/proc/swaps", "Filename Type Size Used Priority\n");
        machine.commands().program("cat", _ -> new Finished(0, "", "", false));
        var backups = new Backups(folder.resolve("backups"), Clock.systemUTC(), WireJson.mapper());
        mounts =
                new PresentMounts(
                        new MountType(
                                new Root(folder.resolve("root")), machine.commands(), backups));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "username=ada,password=hunter2",
                "pass=hunter2",
                "PASSWORD2=hunter2",
                "user=ada%hunter2"
            })
    void an_entry_with_a_password_is_not_shown(String options) throws IOException {
        machine.write("/etc/fstab", "//nas/share /srv/share cifs %s 0 0\n".formatted(options));

        assertThatThrownBy(() -> mounts.named(List.of("/srv/share")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "its options hold a password; put it into a file that 'credentials='"
                                + " names");
    }

    @Test
    void an_entry_that_names_the_file_of_its_password_is_shown() throws IOException {
        machine.write("/etc/fstab", "//nas/share /srv/share cifs credentials=/etc/nas 0 0\n");

        assertThat(mounts.named(List.of("/srv/share"))).hasSize(1);
    }
}
