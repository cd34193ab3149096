package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.apply.Wanted;
import io.labctl.agent.machine.MonotonicTime;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AptPackagesIT extends PackagesContract {
    @Override
    protected ThrowAwayNode node() throws IOException {
        return ThrowAwayNode.start(folder).run("repository.sh", folder);
    }

    @Override
    protected String whole(String version) {
        return version;
    }

    @Override
    protected void installNeeding(String name, String needs) throws IOException {
        inside("mkdir", "-p", "/srv/" + name + "/DEBIAN");
        inside(
                "sh",
                "-c",
                "printf 'Package: %s\\nVersion: 1.0\\nArchitecture: all\\nMaintainer: nobody\\nDescription: none\\nDepends: %s\\n' $1 $2 > /srv/$1/DEBIAN/control",
                "sh",
                name,
                needs);
        inside("dpkg-deb", "--build", "-Znone", "/srv/" + name, "/srv/" + name + ".deb");
        inside("dpkg", "-i", "/srv/" + name + ".deb");
    }

    @Test
    void configuration_stays_when_a_package_goes_and_goes_when_it_is_purged() throws IOException {
        apply(Wanted.pkg("lab-clock"));

        apply(Wanted.noPkg("lab-clock"));
        assertThat(machine.has("/etc/init.d/lab-clock")).isTrue();
        assertThat(apply(Wanted.noPkg("lab-clock")).outcome()).isEqualTo(ResourceOutcome.UNCHANGED);

        var purged = apply(Wanted.purged("lab-clock"));
        assertThat(purged.reason()).isNull();
        assertThat(purged.changes()).containsExactly(Change.of("ensure", "absent", "purged"));
        assertThat(machine.has("/etc/init.d/lab-clock")).isFalse();
        assertThat(apply(Wanted.purged("lab-clock")).outcome())
                .isEqualTo(ResourceOutcome.UNCHANGED);
    }

    @Test
    void apt_gets_the_options_of_an_installation() throws IOException {
        String[] options = {"-o", "DPkg::Post-Invoke::=touch /srv/was-given"};

        assertThat(apply(Wanted.pkgWith("lab-clock", "1.0", options)).reason()).isNull();
        assertThat(machine.has("/srv/was-given")).isTrue();

        var unknown = apply(Wanted.pkgWith("lab-clock", "1.1", "--no-such-option"));
        assertThat(unknown.reason()).contains("--no-such-option");
        assertThat(version()).isEqualTo("1.0");
    }

    @Test
    void a_later_run_asks_no_archive_for_what_was_fetched_a_moment_ago() throws IOException {
        apply(Wanted.pkg("lab-clock", "latest"));
        inside(
                "sh",
                "-c",
                "echo 'deb [trusted=yes] file:/nowhere ./' > /etc/apt/sources.list.d/gone.list");

        assertThat(laterAgent().newest(List.of("lab-clock"), List.of()))
                .containsEntry("lab-clock", "1.1");

        inside("touch", "-d", "-361 minutes", "/var/lib/apt/lists");
        assertThatThrownBy(() -> laterAgent().newest(List.of("lab-clock"), List.of()))
                .hasMessageContaining("/nowhere");
        inside("touch", "-d", "+1 day", "/var/lib/apt/lists"); // the clock has been put back
        assertThatThrownBy(() -> laterAgent().newest(List.of("lab-clock"), List.of()))
                .hasMessageContaining("/nowhere");
    }

    private Packages laterAgent() {
        return new AptPackages(node.machine().commands(), MonotonicTime.ofThisMachine());
    }

    @Test
    void the_choice_of_a_pin_counts_before_the_newest() throws IOException {
        inside(
                "sh",
                "-c",
                "printf 'Package: lab-clock\\nPin: version 1.0\\nPin-Priority: 900\\n' > /etc/apt/preferences.d/lab");

        apply(Wanted.pkg("lab-clock", ">= 0.5"));

        assertThat(version()).isEqualTo("1.0");
    }
}
