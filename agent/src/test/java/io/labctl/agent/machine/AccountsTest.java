package io.labctl.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountsTest {
    @TempDir private Path folder;

    @Test
    void users_are_members_of_the_groups_that_list_them() throws IOException {
        Accounts accounts =
                accounts(
                        "root:x:0:0:root:/root:/bin/sh\napp:x:990:991:App:/srv/app:/bin/sh\n",
                        "www:x:33:app\napp:x:991:\nadm:x:4:root,app\ngames:x:60:root\n");

        Accounts.User app = accounts.user("app").orElseThrow();

        assertThat(accounts.membershipsOf(app)).containsExactly("adm", "www");
        assertThat(accounts.userName(990, null)).isEqualTo("app");
        assertThat(accounts.userName(4711, null)).isEqualTo("4711");
    }

    @Test
    void lines_that_are_no_accounts_are_passed_over() throws IOException {
        Accounts accounts = accounts("+::::::\n\nbad:x:one:0:::\napp:x:1:1:::\n", "# none\n");

        assertThat(accounts.user("bad")).isEmpty();
        assertThat(accounts.user("app")).isPresent();
    }

    @Test
    void a_machine_without_account_files_has_no_accounts() throws IOException {
        assertThat(Accounts.read(new Root(folder)).user("root")).isEmpty();
    }

    @Property(tries = 200)
    void whatever_the_files_hold_they_are_read(@ForAll byte[] passwd, @ForAll byte[] group)
            throws IOException {
        Path root = Files.createTempDirectory("accounts");
        Files.createDirectories(root.resolve("etc"));
        Files.write(root.resolve("etc/passwd"), passwd);
        Files.write(root.resolve("etc/group"), group);

        assertThat(Accounts.read(new Root(root)).userName(0, null)).isNotEmpty();

        Files.delete(root.resolve("etc/passwd"));
        Files.delete(root.resolve("etc/group"));
        Files.delete(root.resolve("etc"));
        Files.delete(root);
    }

    private Accounts accounts(String passwd, String group) throws IOException {
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(folder.resolve("etc/passwd"), passwd);
        Files.writeString(folder.resolve("etc/group"), group);
        return Accounts.read(new Root(folder));
    }
}
