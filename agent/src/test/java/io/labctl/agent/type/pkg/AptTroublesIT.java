package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.node.ThrowAwayNode;
import io.labctl.agent.present.PresentLook;
import io.labctl.catalog.present.Looked;
import io.labctl.catalog.report.Change;
import io.labctl.catalog.report.ResourceOutcome;
import io.labctl.catalog.report.ResourceReport;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages that dpkg(1) has on the machine and did not bring to their end. */
class AptTroublesIT {
    private static final String BROKEN = "exit 1";

    @TempDir private Path folder;

    private ThrowAwayNode node;
    private Packages packages;
    private TestMachine machine;

    @BeforeEach
    void start() throws IOException {
        node = ThrowAwayNode.start(folder).run("repository.sh", folder);
        packages = node.machine().packages();
        machine = TestMachine.of(node.machine(), folder);
    }

    @AfterEach
    void end() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void one_whose_own_script_failed_is_there_and_goes() throws IOException {
        offer("bad", "1.0", "", BROKEN);

        var came = machine.apply(Wanted.pkg("bad")).getFirst();
        assertThat(came.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(came.changes())
                .containsExactly(Change.of("ensure", "absent", "half-configured"));

        var away = Change.of("ensure", "half-configured", "absent");
        assertThat(machine.noop(Wanted.noPkg("bad")).getFirst().changes()).containsExactly(away);
        assertThat(machine.apply(Wanted.noPkg("bad")).getFirst().changes()).containsExactly(away);
        assertThat(machine.has("/opt/bad")).isFalse();
        unchanged(Wanted.noPkg("bad"));
    }

    @Test
    void one_whose_own_script_failed_is_brought_in_order_in_its_version() throws IOException {
        offer("bad", "1.0", "", BROKEN);
        machine.apply(Wanted.pkg("bad"));
        offer("bad", "2.0", "", "exit 0");
        var wanted = new Resource[] {Wanted.pkg("bad")};
        var mended = Change.of("ensure", "half-configured", "present");

        var again = machine.apply(wanted).getFirst();
        assertThat(again.outcome()).isEqualTo(ResourceOutcome.FAILED);
        assertThat(again.changes()).isEmpty();
        assertThat(again.reason()).contains("dpkg: error processing package bad (--configure)");

        inside("printf '#!/bin/sh\\n' > /var/lib/dpkg/info/bad.postinst");
        assertThat(machine.noop(wanted).getFirst().changes()).containsExactly(mended);
        assertThat(machine.apply(wanted).getFirst().changes()).containsExactly(mended);
        assertThat(packages.found(List.of("bad"))).containsEntry("bad", new FoundPackage("1.0"));
        unchanged(wanted);
    }

    @Test
    void one_whose_own_script_failed_goes_to_another_version() throws IOException {
        offer("bad", "1.0", "", BROKEN);
        machine.apply(Wanted.pkg("bad"));
        offer("bad", "2.0", "", "exit 0");

        var later = machine.apply(Wanted.pkg("bad", ">= 2")).getFirst();

        assertThat(later.reason()).isNull();
        assertThat(later.changes()).containsExactly(Change.of("ensure", "half-configured", "2.0"));
        unchanged(Wanted.pkg("bad", ">= 2"));
    }

    @Test
    void one_that_was_only_unpacked_goes_or_is_configured() throws IOException {
        offer("loose", "1.0", "", "touch /srv/configured");
        String unpack = "dpkg --unpack /srv/repository/loose_1.0.deb";

        inside(unpack);
        var gone = machine.apply(Wanted.purged("loose"), Wanted.noPkg("lab-clock")).getFirst();
        assertThat(gone.changes()).containsExactly(Change.of("ensure", "unpacked", "purged"));
        unchanged(Wanted.purged("loose"));

        inside(unpack);
        var come = machine.apply(Wanted.pkg("loose", "1.0", true)).getFirst();
        assertThat(come.reason()).isNull();
        assertThat(machine.has("/srv/configured")).isTrue();
        unchanged(Wanted.pkg("loose", "1.0", true));
    }

    /** As apt-get(8) leaves it that was killed; it refuses everything else from then on. */
    @Test
    void one_that_was_cut_while_it_came_and_is_no_longer_to_be_had_goes() throws IOException {
        offer("cut", "1.0", "", "");
        inside("rm /etc/apt/sources.list.d/*; apt-get -q update");
        inside("printf '#!/bin/sh\\nkill -9 $PPID\\n' > /srv/cut/DEBIAN/preinst");
        inside("chmod 755 /srv/cut/DEBIAN/preinst; dpkg-deb --build -Znone /srv/cut /srv/cut.deb");
        run("dpkg -i /srv/cut.deb");

        var gone = machine.apply(Wanted.noPkg("cut")).getFirst();

        assertThat(gone.reason()).isNull();
        assertThat(gone.changes()).containsExactly(Change.of("ensure", "half-installed", "absent"));
        unchanged(Wanted.noPkg("cut"));
    }

    @Test
    void another_one_that_is_not_in_order_is_named_before_anything_is_changed() throws IOException {
        offer("bad", "1.0", "", BROKEN);
        machine.apply(Wanted.pkg("bad"));
        String why =
                "package 'lab-clock' cannot be changed while package 'bad' is half-configured on"
                        + " this machine: mend it with 'dpkg --configure -a', or remove it";

        for (String version : List.of("1.1", "> 1.0, < 2.1")) {
            var wanted = Wanted.pkg("lab-clock", version, true);
            assertThat(machine.noop(wanted).getFirst().reason()).isEqualTo(why);
            assertThat(machine.apply(wanted).getFirst().reason()).isEqualTo(why);
        }
        assertThat(packages.found(List.of("lab-clock"))).isEmpty();

        assertThat(machine.apply(Wanted.noPkg("bad"), Wanted.pkg("lab-clock", "1.1", true)))
                .extracting(ResourceReport::reason)
                .containsOnlyNulls();
    }

    /** As a run that was killed leaves it. */
    @Test
    void another_one_that_only_has_to_be_tried_again_is_brought_to_its_end() throws IOException {
        offer("late", "1.0", "", "test -e /srv/ready");
        machine.apply(Wanted.pkg("late"));
        inside("touch /srv/ready");

        assertThat(machine.apply(Wanted.pkg("lab-clock")).getFirst().reason()).isNull();
        unchanged(Wanted.pkg("late"), Wanted.pkg("lab-clock"));
    }

    @Test
    void of_several_that_are_not_in_order_each_can_go() throws IOException {
        offer("bad", "1.0", "", BROKEN);
        offer("worse", "1.0", "", BROKEN);
        run("dpkg -i /srv/repository/bad_1.0.deb /srv/repository/worse_1.0.deb");
        packages.found(List.of("bad", "worse"));
        var wanted = new Resource[] {Wanted.noPkg("bad"), Wanted.purged("worse")};

        assertThat(machine.apply(wanted)).extracting(ResourceReport::reason).containsOnlyNulls();
        unchanged(wanted);
    }

    @Test
    void one_that_is_not_in_order_is_shown_with_how_far_it_is() throws IOException {
        offer("bad", "1.0", "", BROKEN);
        machine.apply(Wanted.pkg("bad"));
        var look = new PresentLook(new TreeMap<>(Map.of("package", present())));

        var found = (Looked.Found) look.look("package", "bad");

        assertThat(found.resources()).containsExactly(Wanted.pkg("bad", "1.0"));
        assertThat(found.leftOut()).containsExactly("package 'bad' is half-configured");
        assertThat(((Looked.Found) look.look("package", null)).leftOut())
                .isEqualTo(found.leftOut());
        assertThat(packages.names()).contains("bad");
    }

    private PresentPackages present() {
        return new PresentPackages(packages);
    }

    private void unchanged(Resource... wanted) {
        assertThat(machine.apply(wanted))
                .extracting(ResourceReport::outcome)
                .containsOnly(ResourceOutcome.UNCHANGED);
    }

    /** In the archive, where the lists know it; with a file of its name in /opt. */
    private void offer(String name, String version, String relation, String postinst)
            throws IOException {
        inside(
                """
                mkdir -p /srv/%1$s/DEBIAN /srv/%1$s/opt
                touch /srv/%1$s/opt/%1$s
                printf '%%s\\n' 'Package: %1$s' 'Version: %2$s' 'Architecture: all' \\
                    'Maintainer: nobody' 'Description: none' %3$s > /srv/%1$s/DEBIAN/control
                printf '#!/bin/sh\\n%%s\\n' '%4$s' > /srv/%1$s/DEBIAN/postinst
                chmod 755 /srv/%1$s/DEBIAN/postinst
                cd /srv/repository
                deb=%1$s_%2$s.deb
                dpkg-deb --build -Znone /srv/%1$s $deb
                { dpkg-deb --field $deb; echo Filename: ./$deb; echo Size: $(stat -c %%s $deb)
                  echo SHA256: $(sha256sum $deb | cut -d ' ' -f 1); echo; } >> Packages
                apt-get -q update
                """
                        .formatted(
                                name,
                                version,
                                relation.isEmpty() ? "" : "'" + relation + "'",
                                postinst));
    }

    private void inside(String script) throws IOException {
        node.machine().commands().require(shell(script));
    }

    private Finished run(String script) throws IOException {
        return node.machine().commands().run(shell(script));
    }

    private static Command shell(String script) {
        return Command.of(List.of("/bin/sh", "-ec", script), Duration.ofMinutes(1));
    }
}
