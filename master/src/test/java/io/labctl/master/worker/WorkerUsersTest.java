package io.labctl.master.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerUsersTest {
    private static final String ALL = "         0          0 4294967295\n";
    private static final String CONTAINER = "         0     100000      65536\n";

    @TempDir private Path process;

    @Test
    void as_root_each_of_many_workers_is_a_user_of_its_own() throws Exception {
        maps(ALL, ALL);
        WorkerUsers users = users(true, "6.1.0");

        var become = new HashSet<String>();
        for (int i = 0; i < 64; i++) {
            become.add(users.becoming().get(1));
        }

        assertThat(become)
                .hasSize(64)
                .allSatisfy(each -> assertThat(user(each)).isBetween(1879048192, 2147352575));
    }

    @Test
    void workers_in_a_row_are_different_users_where_there_are_few() throws Exception {
        maps(CONTAINER, CONTAINER);
        WorkerUsers users = users(true, "6.1.0");

        var become = new HashSet<String>();
        for (int i = 0; i < 14; i++) {
            become.add(users.becoming().get(1));
        }

        assertThat(become).hasSize(14);
    }

    @ParameterizedTest
    @CsvSource({"true, false", "false, true", "false, false"})
    void a_container_without_those_users_has_others(boolean allUsers, boolean allGroups)
            throws Exception {
        maps(allUsers ? ALL : CONTAINER, allGroups ? ALL : CONTAINER);

        assertThat(user(users(true, "6.1.0").becoming().get(1))).isBetween(65520, 65533);
    }

    @ParameterizedTest
    @CsvSource({"65533, 65536", "65536, 65533", "1, 1"})
    void a_container_without_any_of_them_is_told_which_it_needs(int users, int groups)
            throws IOException {
        maps("0 100000 " + users, "0 100000 " + groups);

        assertThatThrownBy(() -> users(true, "6.1.0").becoming())
                .isInstanceOf(NoWorker.class)
                .hasMessage(
                        "modules of the site run as users that nobody else is, and labd's container has none: map users and groups 65520 to 65533 into it, as by 65536 from 0 on, or 1879048192 to 2147352575");
    }

    @Test
    void the_first_and_the_last_of_them_are_as_documented() {
        assertThat(ends(UnusedUsers.MANY)).containsExactly(1879048192, 2147352575, 1879048192);
        assertThat(ends(UnusedUsers.FEW)).containsExactly(65520, 65533, 65520);
    }

    /** By the first number, the last, and the one after it. */
    private static List<Integer> ends(UnusedUsers users) {
        return List.of(users.at(0), users.at(-1), users.at(users.count()));
    }

    private static int user(String argument) {
        assertThat(argument).startsWith("--reuid=");
        return Integer.parseInt(argument.substring("--reuid=".length()));
    }

    @ParameterizedTest
    @CsvSource({
        "false, 4.18.0-553.el8,   false",
        "false, 5.10.0-35-amd64,  false",
        "false, 5.14.0-570.el9,   true",
        "false, 6.1.0-37-amd64,   true",
        "false, of-another-kind,  true",
        "true,  5.10.0-35-amd64,  true",
    })
    void threads_are_bounded_where_the_kernel_does_not_count_those_of_labd_along(
            boolean isRoot, String kernel, boolean isBounded) {
        assertThat(users(isRoot, kernel).threadLimit()).hasSize(isBounded ? 1 : 0);
    }

    @Test
    void who_is_not_root_becomes_nobody_else() throws Exception {
        assertThat(users(false, "6.1.0").becoming()).isEmpty();
    }

    private WorkerUsers users(boolean isRoot, String kernel) {
        return new WorkerUsers(isRoot, kernel, process, new Random(7));
    }

    private void maps(String users, String groups) throws IOException {
        Files.writeString(process.resolve("uid_map"), users);
        Files.writeString(process.resolve("gid_map"), groups);
    }
}
