package io.labctl.agent.type.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.machine.Root;
import io.labctl.agent.type.group.PresentGroups;
import io.labctl.catalog.error.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module can give a number to one account only, so only one with it can be shown. */
class PresentUsersTest {
    @TempDir private Path folder;

    @BeforeEach
    void accounts() throws IOException {
        Files.createDirectory(folder.resolve("etc"));
        Files.writeString(
                folder.resolve("etc/passwd"),
                "root:x:0:0::/root:/bin/sh\ntoor:x:0:0::/root:/bin/sh\n");
        Files.writeString(folder.resolve("etc/group"), "root:x:0:\nwheel:x:0:\n");
    }

    @Test
    void of_users_with_one_number_the_first_is_shown() throws IOException {
        var users = new PresentUsers(new Root(folder));

        assertThat(users.named(List.of("root"))).hasSize(1);
        assertThatThrownBy(() -> users.named(List.of("toor")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("it has uid 0, which is user 'root' too");
    }

    @Test
    void of_groups_with_one_number_the_first_is_shown() throws IOException {
        var groups = new PresentGroups(new Root(folder));

        assertThat(groups.named(List.of("root"))).hasSize(1);
        assertThatThrownBy(() -> groups.named(List.of("wheel")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("it has gid 0, which is group 'root' too");
    }
}
