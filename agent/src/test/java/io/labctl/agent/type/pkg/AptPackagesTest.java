package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.machine.FakeCommands;
import io.labctl.agent.machine.FakeTime;
import io.labctl.agent.machine.Finished;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AptPackagesTest {
    private final FakeCommands commands = new FakeCommands();
    private final AptPackages packages = new AptPackages(commands, new FakeTime());

    @Test
    void what_is_not_in_order_is_there_all_the_same() throws IOException {
        commands.program(
                "dpkg-query",
                _ ->
                        new Finished(
                                1,
                                """
                                cron\tamd64\tinstall\tinstalled\t3.0
                                dpkg\tamd64\tinstall\tinstalled\t1.21
                                ntp\tamd64\tdeinstall\tconfig-files\t1
                                bad\tamd64\tinstall\thalf-configured\t1
                                old\tamd64\tdeinstall\tnot-installed\t
                                libc6\tamd64\thold\tinstalled\t2.36
                                libc6\ti386\tinstall\tinstalled\t2.35
                                """,
                                "no packages found matching vim",
                                false));

        var found = packages.found(List.of("cron", "ntp", "bad", "old", "libc6", "vim"));

        assertThat(found)
                .containsEntry("cron", new FoundPackage("3.0"))
                .containsEntry("ntp", new FoundPackage(null))
                .containsEntry("libc6", new FoundPackage("2.36"))
                .containsEntry("libc6:i386", new FoundPackage("2.35"))
                .containsEntry("bad", new FoundPackage("1", "half-configured"))
                .doesNotContainKeys("old", "vim");
        assertThat(commands.run()).hasSize(1);
    }

    @Test
    void a_package_of_another_architecture_alone_is_not_the_machines_own() throws IOException {
        commands.program(
                "dpkg-query",
                _ ->
                        new Finished(
                                0,
                                """
                                dpkg\tamd64\tinstall\tinstalled\t1.21
                                libc6\ti386\thold\tinstalled\t2.35
                                tzdata\tall\tinstall\tinstalled\t2026a
                                """,
                                "",
                                false));

        assertThat(packages.found(List.of("libc6", "libc6:i386", "tzdata")))
                .containsOnlyKeys("libc6:i386", "tzdata", "tzdata:all");
        assertThat(packages.held(List.of("libc6", "libc6:i386"))).containsExactly("libc6:i386");
    }

    @Test
    void a_hold_of_another_architecture_is_not_one_of_the_machines_own() throws IOException {
        commands.program(
                "dpkg-query",
                _ ->
                        new Finished(
                                0,
                                """
                                dpkg\tamd64\tinstall\tinstalled\t1.21
                                libc6\tamd64\tinstall\tinstalled\t2.36
                                libc6\ti386\thold\tinstalled\t2.36
                                """,
                                "",
                                false));

        assertThat(packages.held(List.of("libc6", "libc6:i386"))).containsExactly("libc6:i386");
    }

    @ParameterizedTest
    @ValueSource(strings = {"dpkg", "dpkg:amd64"})
    void dpkg_itself_is_found_by_either_name(String name) throws IOException {
        commands.program(
                "dpkg-query",
                _ -> new Finished(0, "dpkg\tamd64\tinstall\tinstalled\t1.21\n", "", false));

        assertThat(packages.found(List.of(name))).containsKey(name);
    }

    @Test
    void a_machine_without_apt_says_so() {
        assertThatThrownBy(() -> packages.found(List.of("cron")))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("only apt and dnf are supported");
    }

    @Test
    void a_broken_database_of_apt_is_told_as_such() {
        commands.program("dpkg-query", _ -> new Finished(2, "", "parsing file: line 7", false));

        assertThatThrownBy(() -> packages.found(List.of("cron")))
                .isInstanceOf(Unavailable.class)
                .hasMessage(
                        "packages could not be looked at: dpkg-query exited 2: parsing file: line 7");
    }

    @Test
    void who_holds_the_lock_is_told_when_the_wait_was_in_vain() {
        lists("one\n");
        commands.program(
                "apt-get",
                _ ->
                        new Finished(
                                100,
                                """
                                Waiting for cache lock: Could not get lock /x. It is held by process 7 (apt)...
                                Waiting for cache lock: Could not get lock /x. It is held by process 9 (a b)...
                                """,
                                "E: Unable to acquire the dpkg frontend lock (/x), is another"
                                        + " process using it?",
                                false));

        assertThatThrownBy(() -> packages.remove("one", false))
                .hasMessage(
                        "apt-get exited 100: E: Unable to acquire the dpkg frontend lock (/x), is"
                                + " another process using it?; it is held by process 9 (a b)");
    }

    @Test
    void of_many_words_the_last_of_a_script_and_the_first_fault_of_dpkg_are_told() {
        commands.exits("dpkg-query", 0, "");
        commands.program(
                "apt-get",
                _ ->
                        new Finished(
                                100,
                                """
                                (Reading database ... 5%\r(Reading database ... 100%\rRemoving one (1.0) ...
                                first
                                second

                                third
                                dpkg: error processing package one (--remove):
                                 installed one package pre-removal script subprocess returned error exit status 3
                                dpkg: error processing package two (--remove):
                                 dependency problems
                                dpkg: too many errors, stopping
                                Errors were encountered while processing:
                                 one
                                """,
                                """
                                debconf: delaying package configuration, since apt-utils is not installed
                                E: Sub-process /usr/bin/dpkg returned an error code (1)
                                """,
                                false));

        assertThatThrownBy(() -> packages.remove("one", false))
                .isInstanceOf(Unavailable.class)
                .hasMessage(
                        "apt-get exited 100: first; second; third; dpkg: error processing package"
                                + " one (--remove): installed one package pre-removal script"
                                + " subprocess returned error exit status 3");
    }

    @Test
    void of_a_script_that_failed_its_words_come_first_and_the_remedy_last() {
        commands.exits("dpkg-query", 0, "");
        commands.program(
                "apt-get",
                _ ->
                        new Finished(
                                100,
                                """
                                Reading package lists...
                                Building dependency tree...
                                0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.
                                1 not fully installed or removed.
                                Need to get 0 B/1024 B of archives.
                                After this operation, 0 B of additional disk space will be used.
                                Setting up bad (2.0) ...
                                bad: postinst says no
                                dpkg: error processing package bad (--configure):
                                 installed bad package post-installation script subprocess returned error exit status 1
                                Errors were encountered while processing:
                                 bad
                                """,
                                "E: Sub-process /usr/bin/dpkg returned an error code (1)\n",
                                false));

        assertThatThrownBy(() -> packages.remove("one", false))
                .hasMessage(
                        "apt-get exited 100: bad: postinst says no; dpkg: error processing package"
                                + " bad (--configure): installed bad package post-installation"
                                + " script subprocess returned error exit status 1; package 'bad'"
                                + " is half-configured: mend it with 'dpkg --configure -a', or"
                                + " remove it");
    }

    @Test
    void sizes_and_progress_are_no_cause() {
        commands.exits("dpkg-query", 0, "");
        commands.program(
                "apt-get",
                _ ->
                        new Finished(
                                100,
                                """
                                Need to get 12 kB of archives.
                                After this operation, 3 kB of additional disk space will be used.
                                Get:1 http://deb.example/ one 1.0 [12 kB]
                                dpkg: error processing archive /x.deb (--unpack):
                                 trying to overwrite '/x', which is also in package two 1
                                """,
                                "E: Sub-process /usr/bin/dpkg returned an error code (1)\n",
                                false));

        assertThatThrownBy(() -> packages.remove("one", false))
                .hasMessage(
                        "apt-get exited 100: dpkg: error processing archive /x.deb (--unpack):"
                                + " trying to overwrite '/x', which is also in package two 1");
    }

    @Test
    void every_unmet_dependency_is_told() {
        commands.exits("dpkg-query", 0, "");
        commands.program(
                "apt-get",
                _ ->
                        new Finished(
                                100,
                                """
                                requested an impossible situation or if you are using the unstable
                                The following packages have unmet dependencies:
                                 one : Depends: two (>= 7) but 1.1 is to be installed
                                       Depends: three but it is not going to be installed
                                """,
                                "E: Unable to correct problems, you have held broken packages.\n",
                                false));

        assertThatThrownBy(() -> packages.remove("one", false))
                .hasMessage(
                        "apt-get exited 100: The following packages have unmet dependencies:"
                                + " one : Depends: two (>= 7) but 1.1 is to be installed;"
                                + " Depends: three but it is not going to be installed;"
                                + " E: Unable to correct problems, you have held broken packages.");
    }

    /** The lists know python3.11 and hello, and apt-get would take these names for theirs. */
    @ParameterizedTest
    @ValueSource(strings = {"python3.", "hello+", "python3.11.", "python3.1:amd64"})
    void a_name_that_apt_would_take_for_a_pattern_is_not_known(String name) {
        lists("python3.11\nhello\n");
        commands.program("apt-get", _ -> new Finished(0, "", "", false));

        assertThatThrownBy(() -> packages.install(name, null, List.of()))
                .isInstanceOf(NotFound.class)
                .hasMessage("no package '%s' in the package lists", name);

        assertThat(commands.run()).noneMatch(each -> each.contains(" install "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"g++", "libc6:i386"})
    void a_name_that_is_in_the_lists_is_installed(String name) throws IOException {
        lists("g++\nlibc6\n");
        commands.program("apt-get", _ -> new Finished(0, "", "", false));

        packages.install(name, null, List.of());

        assertThat(commands.run().getLast()).endsWith(" install " + name);
    }

    @Test
    void options_are_given_to_an_installation_and_not_to_a_removal() throws IOException {
        lists("one\n");
        commands.program("apt-get", _ -> new Finished(0, "", "", false));

        packages.install("one", "1.0", List.of("-t", "bookworm-backports"));
        assertThat(commands.run().getLast())
                .endsWith(" install -t bookworm-backports --allow-downgrades one=1.0");

        packages.remove("one", false);
        assertThat(commands.run().getLast()).endsWith(" remove one");
    }

    @Property
    void whatever_dpkg_and_apt_answer_is_read_without_a_fault(@ForAll String lines) {
        assertThat(DpkgStatus.parse(lines)).isNotNull();
        assertThat(AptPolicy.parse(lines)).isNotNull();
    }

    private void lists(String names) {
        commands.exits("dpkg-query", 0, "");
        commands.program("apt-cache", _ -> new Finished(0, names, "", false));
    }
}
