package io.labctl.agent.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.machine.FakeCommands;
import io.labctl.agent.machine.FakeTime;
import io.labctl.agent.machine.Root;
import io.labctl.agent.type.pkg.AptPackages;
import io.labctl.agent.type.pkg.DnfPackages;
import io.labctl.agent.type.pkg.Packages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManagedMachineTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"ID=fedora", "ID=rocky\nID_LIKE=\"rhel centos fedora\"", "ID=\"rhel\""})
    void the_fedora_family_is_managed_by_dnf(String release) throws IOException {
        assertThat(packages(release)).isInstanceOf(DnfPackages.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID=debian", "ID=ubuntu\nID_LIKE=debian"})
    void the_debian_family_is_managed_by_apt_even_with_dnf_installed(String release)
            throws IOException {
        have("/usr/bin/dnf");

        assertThat(packages(release)).isInstanceOf(AptPackages.class);
    }

    @Test
    void of_an_unknown_family_what_is_there_decides() throws IOException {
        assertThat(packages("ID=plan9")).isInstanceOf(AptPackages.class);
        have("/usr/bin/dnf");
        assertThat(packages("ID=plan9")).isInstanceOf(DnfPackages.class);
        have("/var/lib/dpkg/status");
        assertThat(packages("ID=plan9")).isInstanceOf(AptPackages.class);
    }

    private Packages packages(String release) throws IOException {
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(folder.resolve("etc/os-release"), release + "\n");
        return ManagedMachine.found(new Root(folder), new FakeCommands(), new FakeTime())
                .packages();
    }

    private void have(String path) throws IOException {
        Path file = new Root(folder).at(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
    }
}
