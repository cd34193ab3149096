package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.machine.FakeCommands;
import io.labctl.agent.machine.FakeTime;
import io.labctl.agent.machine.Finished;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When apt's lists are fetched anew, and by what they tell. */
class AptListsTest {
    private static final String YOUNG = "/var/lib/apt/lists\n/var/lib/apt/lists/deb_Packages\n";

    private final FakeTime time = new FakeTime();
    private final FakeCommands commands = new FakeCommands();
    private final AptPackages packages = new AptPackages(commands, time);

    @Test
    void the_lists_are_fetched_once_however_many_packages_are_not_known() {
        lists("");
        commands.program("apt-get", _ -> new Finished(0, "", "", false));

        assertThatThrownBy(() -> packages.install("one", null, List.of()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> packages.install("two", null, List.of()))
                .isInstanceOf(NotFound.class);

        assertThat(updates()).isEqualTo(1);
    }

    @Test
    void a_later_run_fetches_them_again() {
        lists("one\n");
        commands.program("apt-get", command -> outOfDate(command.argv()));

        assertThatThrownBy(() -> packages.install("one", null, List.of()))
                .isInstanceOf(Unavailable.class);
        time.pause(Duration.ofMinutes(30));
        assertThatThrownBy(() -> packages.install("one", null, List.of()))
                .isInstanceOf(Unavailable.class);

        assertThat(updates()).isEqualTo(2);
    }

    @Test
    void another_failure_fetches_nothing() {
        lists("one\n");
        commands.exits("apt-get", 100, "E: Sub-process /usr/bin/dpkg returned an error code (1)");

        assertThatThrownBy(() -> packages.install("one", null, List.of()))
                .hasMessageContaining("apt-get exited 100: E: Sub-process");

        assertThat(updates()).isZero();
    }

    @Test
    void lists_that_could_not_be_fetched_tell_no_newest_version_however_often_it_is_asked_for() {
        lists("one\n");
        commands.exits("apt-get", 100, "E: Failed to fetch");

        assertThatThrownBy(() -> packages.newest(List.of("one"), List.of()))
                .hasMessageContaining("to fetch");
        assertThatThrownBy(() -> packages.newest(List.of("one"), List.of()))
                .hasMessageContaining("to fetch");

        assertThat(updates()).isEqualTo(1);
    }

    @Test
    void for_the_newest_version_lists_are_fetched_when_they_have_become_old() throws IOException {
        lists("");
        commands.program("apt-get", _ -> new Finished(0, "", "", false));

        packages.newest(List.of("one"), List.of());
        time.pause(Duration.ofMinutes(359));
        packages.newest(List.of("one"), List.of());
        assertThat(updates()).isEqualTo(1);

        time.pause(Duration.ofMinutes(1));
        packages.newest(List.of("one"), List.of());
        assertThat(updates()).isEqualTo(2);
    }

    @Test
    void lists_that_somebody_else_has_just_fetched_tell_the_newest_version() throws IOException {
        lists("");
        commands.program("find", _ -> new Finished(0, YOUNG, "", false));

        packages.newest(List.of("one"), List.of());

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

        packages.newest(List.of("one"), List.of());

        assertThat(commands.run()).noneMatch(each -> each.startsWith("touch "));
    }

    @Test
    void only_young_lists_tell_that_there_is_no_such_package() throws IOException {
        lists("two\n");
        commands.program("find", _ -> new Finished(0, "/var/lib/apt/lists\n", "", false));
        assertThat(packages.lacks("one", List.of())).isFalse();

        commands.program("find", _ -> new Finished(0, YOUNG, "", false));
        assertThat(packages.lacks("one", List.of())).isTrue();
        assertThat(packages.lacks("two", List.of())).isFalse();
        assertThat(updates()).isZero();
    }

    @Test
    void lists_that_are_new_are_marked_so() throws IOException {
        lists("");
        commands.program("apt-get", _ -> new Finished(0, "", "", false));

        packages.newest(List.of("one"), List.of());

        assertThat(commands.run()).contains("touch /var/lib/apt/lists");
    }

    @Test
    void a_folder_that_is_new_and_has_no_lists_tells_nothing() throws IOException {
        lists("");
        commands.program("find", _ -> new Finished(0, "/var/lib/apt/lists\n", "", false));
        commands.program("apt-get", _ -> new Finished(0, "", "", false));

        packages.newest(List.of("one"), List.of());

        assertThat(updates()).isEqualTo(1);
    }

    private static Finished outOfDate(List<String> argv) {
        return argv.contains("update")
                ? new Finished(0, "", "", false)
                : new Finished(100, "", "E: Failed to fetch", false);
    }

    private long updates() {
        return commands.run().stream().filter(each -> each.endsWith(" update")).count();
    }

    private void lists(String names) {
        commands.exits("dpkg-query", 0, "");
        commands.program("apt-cache", _ -> new Finished(0, names, "", false));
    }
}
