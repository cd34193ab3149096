package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.machine.FakeCommands;
import io.labctl.agent.machine.FakeTime;
import io.labctl.agent.machine.Finished;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AptPackagesTest {
    private final FakeTime time = new FakeTime();
    private final FakeCommands commands = new FakeCommands();
    private final AptPackages packages = new AptPackages(commands, time);

    @Test
    void only_what_is_fully_installed_counts() throws IOException {
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
                                libc6\tamd64\thold\tinstalled\t2.36
                                libc6\ti386\tinstall\tinstalled\t2.35
                                """,
                                "no packages found matching vim",
                                false));

        var found = packages.found(List.of("cron", "ntp", "bad", "libc6", "vim"));

        assertThat(found)
                .containsEntry("cron", new FoundPackage("3.0"))
                .containsEntry("ntp", new FoundPackage(null))
                .containsEntry("libc6", new FoundPackage("2.36"))
                .containsEntry("libc6:i386", new FoundPackage("2.35"))
                .doesNotContainKeys("bad", "vim");
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
    void the_lists_are_fetched_once_however_many_packages_are_not_known() {
        lists("");
        commands.program("apt-get", _ -> new Finished(0, "", "", false));

        assertThatThrownBy(() -> packages.install("one", null)).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> packages.install("two", null)).isInstanceOf(NotFound.class);

        assertThat(updates()).isEqualTo(1);
    }

    @Test
    void a_later_run_fetches_them_again() {
        lists("one\n");
        commands.program("apt-get", command -> outOfDate(command.argv()));

        assertThatThrownBy(() -> packages.install("one", null)).isInstanceOf(Unavailable.class);
        time.pause(Duration.ofMinutes(30));
        assertThatThrownBy(() -> packages.install("one", null)).isInstanceOf(Unavailable.class);

        assertThat(updates()).isEqualTo(2);
    }

    @Test
    void what_an_interrupted_dpkg_left_is_brought_to_its_end_first() throws IOException {
        lists("one\n");
        commands.exits("dpkg", 0, "");
        commands.program(
                "apt-get",
                _ ->
                        commands.run().stream().anyMatch(each -> each.startsWith("dpkg "))
                                ? new Finished(0, "", "", false)
                                : new Finished(
                                        100,
                                        "",
                                        "E: dpkg was interrupted, you must manually run 'dpkg"
                                                + " --configure -a' to correct the problem.",
                                        false));

        packages.install("one", null);

        assertThat(commands.run())
                .containsOnlyOnce("dpkg --force-confold --configure -a")
                .last()
                .asString()
                .endsWith(" install one");
    }

    @Test
    void a_run_that_ends_while_dpkg_is_mended_starts_no_package_change_anew() {
        lists("one\n");
        dpkgWasCut();
        commands.program(
                "dpkg",
                _ -> {
                    Thread.currentThread().interrupt();
                    return new Finished(0, "", "", false);
                });

        try {
            assertThatThrownBy(() -> packages.install("one", null))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(commands.run()).filteredOn(each -> each.endsWith(" install one")).hasSize(1);
    }

    @Test
    void a_run_that_ends_while_a_package_changes_does_not_begin_to_mend_dpkg() {
        lists("one\n");
        commands.program(
                "apt-get",
                _ -> {
                    Thread.currentThread().interrupt();
                    return new Finished(100, "", "E: dpkg was interrupted", false);
                });

        try {
            assertThatThrownBy(() -> packages.remove("one", false))
                    .isInstanceOf(InterruptedIOException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }

        assertThat(commands.run()).noneMatch(each -> each.startsWith("dpkg "));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_cannot_be_brought_to_its_end_is_told_and_nothing_is_put_on_top(boolean timedOut) {
        lists("one\n");
        dpkgWasCut();
        commands.program(
                "dpkg",
                _ -> new Finished(timedOut ? 137 : 1, "", "dpkg: error processing bad", timedOut));

        assertThatThrownBy(() -> packages.install("one", null))
                .isInstanceOf(Unavailable.class)
                .hasMessageStartingWith("dpkg ")
                .hasMessageEndingWith(": dpkg: error processing bad");

        assertThat(commands.run()).filteredOn(each -> each.endsWith(" install one")).hasSize(1);
    }

    private void dpkgWasCut() {
        commands.exits("apt-get", 100, "E: dpkg was interrupted, you must manually run it");
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
    void another_failure_fetches_nothing() {
        lists("one\n");
        commands.exits("apt-get", 100, "E: Sub-process /usr/bin/dpkg returned an error code (1)");

        assertThatThrownBy(() -> packages.install("one", null))
                .hasMessageContaining("apt-get exited 100: E: Sub-process");

        assertThat(updates()).isZero();
    }

    /** The lists know python3.11 and hello, and apt-get would take these names for theirs. */
    @ParameterizedTest
    @ValueSource(strings = {"python3.", "hello+", "python3.11.", "python3.1:amd64"})
    void a_name_that_apt_would_take_for_a_pattern_is_not_known(String name) {
        lists("python3.11\nhello\n");
        commands.program("apt-get", _ -> new Finished(0, "", "", false));

        assertThatThrownBy(() -> packages.install(name, null))
                .isInstanceOf(NotFound.class)
                .hasMessage("no package '%s' in apt's lists", name);

        assertThat(commands.run()).noneMatch(each -> each.contains(" install "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"g++", "libc6:i386"})
    void a_name_that_is_in_the_lists_is_installed(String name) throws IOException {
        lists("g++\nlibc6\n");
        commands.program("apt-get", _ -> new Finished(0, "", "", false));

        packages.install(name, null);

        assertThat(commands.run().getLast()).endsWith(" install " + name);
    }

    @Test
    void lists_that_could_not_be_fetched_tell_no_newest_version_however_often_it_is_asked_for() {
        lists("one\n");
        commands.exits("apt-get", 100, "E: Failed to fetch");

        assertThatThrownBy(() -> packages.newest(List.of("one"))).hasMessageContaining("to fetch");
        assertThatThrownBy(() -> packages.newest(List.of("one"))).hasMessageContaining("to fetch");

        assertThat(updates()).isEqualTo(1);
    }

    @Test
    void for_the_newest_version_lists_are_fetched_when_they_have_become_old() throws IOException {
        lists("");
        commands.program("apt-get", _ -> new Finished(0, "", "", false));

        packages.newest(List.of("one"));
        time.pause(Duration.ofMinutes(359));
        packages.newest(List.of("one"));
        assertThat(updates()).isEqualTo(1);

        time.pause(Duration.ofMinutes(1));
        packages.newest(List.of("one"));
        assertThat(updates()).isEqualTo(2);
    }

    @Test
    void lists_that_somebody_else_has_just_fetched_tell_the_newest_version() throws IOException {
        lists("");
        commands.program(
                "find",
                _ ->
                        new Finished(
                                0,
                                "/var/lib/apt/lists\n/var/lib/apt/lists/deb_Packages\n",
                                "",
                                false));

        packages.newest(List.of("one"));

        assertThat(updates()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "W: Failed to fetch http://deb.example/InRelease  Could not resolve 'deb.example'",
                "W: Some index files failed to download. They have been ignored, or old ones used"
                        + " instead."
            })
    void lists_of_which_some_could_not_be_fetched_do_not_count_as_young(String err)
            throws IOException {
        lists("");
        commands.program("apt-get", _ -> new Finished(0, "", err, false));

        packages.newest(List.of("one"));

        assertThat(commands.run()).noneMatch(each -> each.startsWith("touch "));
    }

    @Test
    void lists_that_are_new_are_marked_so() throws IOException {
        lists("");
        commands.program("apt-get", _ -> new Finished(0, "", "", false));

        packages.newest(List.of("one"));

        assertThat(commands.run()).contains("touch /var/lib/apt/lists");
    }

    @Test
    void a_folder_that_is_new_and_has_no_lists_tells_nothing() throws IOException {
        lists("");
        commands.program("find", _ -> new Finished(0, "/var/lib/apt/lists\n", "", false));
        commands.program("apt-get", _ -> new Finished(0, "", "", false));

        packages.newest(List.of("one"));

        assertThat(updates()).isEqualTo(1);
    }

    @Property
    void whatever_dpkg_and_apt_answer_is_read_without_a_fault(@ForAll String lines) {
        assertThat(DpkgStatus.parse(lines)).isNotNull();
        assertThat(AptPolicy.parse(lines)).isNotNull();
    }

    private void lists(String names) {
        commands.program("apt-cache", _ -> new Finished(0, names, "", false));
    }

    private static Finished outOfDate(List<String> argv) {
        return argv.contains("update")
                ? new Finished(0, "", "", false)
                : new Finished(100, "", "E: Failed to fetch", false);
    }

    private long updates() {
        return commands.run().stream().filter(each -> each.endsWith(" update")).count();
    }
}
