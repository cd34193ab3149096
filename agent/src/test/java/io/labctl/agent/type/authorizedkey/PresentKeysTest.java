package io.labctl.agent.type.authorizedkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.agent.machine.Root;
import io.labctl.agent.present.PresentLook;
import io.labctl.agent.replaced.Backups;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.present.Looked;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresentKeysTest {
    @TempDir private Path folder;

    @Test
    void the_strange_file_of_one_user_hides_no_other() throws IOException {
        Path keys = keys("ada", key(1) + " ada@home\n");
        Files.createLink(keys.resolveSibling("again"), keys);
        keys("bob", key(2) + " bob@home\n");

        Looked.Found found = all();

        assertThat(found.resources())
                .extracting(each -> each.id().title())
                .containsExactly("bob/bob@home");
        assertThat(found.leftOut())
                .containsExactly(
                        "authorized_key 'ada' is left out: '/home/ada/.ssh/authorized_keys' has 2 names (hard links)");
        assertThatThrownBy(() -> present().meantBy("ada")).isInstanceOf(Conflict.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "environment=\"TOKEN=hunter2\"",
                "no-pty,ENVIRONMENT=\"TOKEN=hunter2\"",
                "x\"environment=\"TOKEN=hunter2"
            })
    void a_key_that_sets_an_environment_is_left_out(String options) throws IOException {
        keys("ada", options + " " + key(1) + " ada@home\n" + key(2) + " ada@work\n");

        Looked.Found found = all();

        assertThat(found.resources())
                .extracting(each -> each.id().title())
                .containsExactly("ada/ada@work");
        assertThat(found.leftOut())
                .containsExactly(
                        "authorized_key 'ada/ada@home' is left out: its options have 'environment=', which may hold a secret");
        assertThatThrownBy(() -> present().named(List.of("ada/ada@home")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void a_file_is_read_once_for_all_its_keys() throws IOException {
        Path file = keys("ada", key(1) + " one\n" + key(2) + " two\n");
        PresentKeys present = present();
        List<String> names = present.names().orElseThrow();

        Files.delete(file);

        assertThat(present.named(names)).hasSize(2);
    }

    @Test
    void a_key_that_stands_there_twice_is_not_shown_and_why_is_told() throws IOException {
        keys("ada", key(1) + " ada@laptop\n" + key(1) + " ada@home\n");

        assertThatThrownBy(() -> look("ada/ada@laptop"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "authorized_key 'ada/ada@laptop' cannot be shown: the same key or comment"
                                + " stands there on several lines, of which a run would leave one");
    }

    @Test
    void too_many_keys_are_not_shown() throws IOException {
        keys("ada", lines(1001));
        keys("bob", lines(1000));

        Looked.Found found = all();

        assertThat(found.resources())
                .hasSize(1000)
                .allMatch(each -> ((AuthorizedKeyResource) each).user().equals("bob"));
        assertThat(found.leftOut())
                .containsExactly(
                        "authorized_key 'ada' is left out: user 'ada' has more than 1000 keys, which are too many to be shown");
    }

    @Test
    void a_user_without_keys_is_told_from_no_user() throws IOException {
        keys("ada", "");
        keys("bob", key(1) + " bob@laptop\n");

        assertThat(reason("adda")).isEqualTo("no user 'adda' on this machine, did you mean 'ada'?");
        assertThat(reason("adda/x"))
                .isEqualTo("no user 'adda' on this machine, did you mean 'ada'?");
        assertThat(reason("ada"))
                .isEqualTo("user 'ada' has no keys in '.ssh/authorized_keys' of the home");
        assertThat(reason("bob/bob@lapto"))
                .isEqualTo(
                        "this machine has no authorized_key 'bob/bob@lapto', did you mean 'bob/bob@laptop'?");
    }

    private String reason(String name) throws IOException {
        return ((Looked.NotThere) look(name)).reason();
    }

    private static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(each -> key(each) + " key" + each + "\n")
                .collect(Collectors.joining());
    }

    private static String key(int number) {
        byte[] blob = new byte[51];
        byte[] start = Base64.getDecoder().decode("AAAAC3NzaC1lZDI1NTE5AAAA");
        System.arraycopy(start, 0, blob, 0, start.length);
        blob[18] = 32;
        blob[49] = (byte) (number >> 8);
        blob[50] = (byte) number;
        return "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob);
    }

    private Looked.Found all() throws IOException {
        return (Looked.Found) look(null);
    }

    private Looked look(@Nullable String name) throws IOException {
        var types = new TreeMap<>(Map.of(AuthorizedKeyResource.TYPE, present()));
        return new PresentLook(new TreeMap<>(types)).look(AuthorizedKeyResource.TYPE, name);
    }

    private PresentKeys present() {
        var backups = new Backups(folder.resolve("backups"), Clock.systemUTC(), WireJson.mapper());
        return new PresentKeys(new Root(folder), backups);
    }

    private Path keys(String user, String text) throws IOException {
        Path ssh = Files.createDirectories(folder.resolve("home/%s/.ssh".formatted(user)));
        Files.setPosixFilePermissions(ssh, PosixFilePermissions.fromString("rwx------"));
        Path keys = Files.writeString(ssh.resolve("authorized_keys"), text);
        Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
        Files.createDirectories(folder.resolve("etc"));
        Files.writeString(
                folder.resolve("etc/passwd"),
                "%s:x:%s:%s::/home/%1$s:/bin/sh\n"
                        .formatted(
                                user,
                                Files.getAttribute(keys, "unix:uid"),
                                Files.getAttribute(keys, "unix:gid")),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return keys;
    }
}
