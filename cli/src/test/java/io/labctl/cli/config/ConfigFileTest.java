package io.labctl.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.labctl.catalog.error.InvalidInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
    @TempDir Path folder;

    @Test
    void a_folder_is_told_as_what_it_is() throws IOException {
        assertThatThrownBy(() -> new ConfigFile(folder).read())
                .isInstanceOf(InvalidInput.class)
                .hasMessage("config file '%s' cannot be read: is a directory".formatted(folder));
    }

    @Test
    void a_path_that_leads_through_a_file_is_not_taken_for_a_missing_file() throws IOException {
        Path file = Files.writeString(folder.resolve("config.yaml"), "contexts: {}\n");
        var through = new ConfigFile(file.resolve("config.yaml"));

        assertThatThrownBy(through::read)
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "config file '%s' cannot be read: not a directory"
                                .formatted(through.path()));
    }

    @Test
    void a_file_in_a_folder_that_is_closed_to_us_is_not_taken_for_a_missing_file()
            throws IOException {
        Path closed = Files.createDirectory(folder.resolve("admin"));
        var config = new ConfigFile(closed.resolve("config.yaml"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));

        try {
            assumeFalse(Files.isReadable(closed), "root reads everything");
            assertThatThrownBy(config::read)
                    .isInstanceOf(InvalidInput.class)
                    .hasMessage(
                            "config file '%s' cannot be read: permission denied"
                                    .formatted(config.path()));
        } finally {
            Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void a_missing_file_is_an_empty_config() {
        var config = new ConfigFile(folder.resolve("config.yaml"));

        assertThat(config.read()).isEqualTo(LabctlConfig.EMPTY);
        assertThat(config.exists()).isFalse();
    }

    @Test
    void a_link_to_nothing_is_not_taken_for_a_missing_file() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("config.yaml"), folder.resolve("none"));
        var config = new ConfigFile(link);
        String why = "config file '%s' cannot be read: it is a link to nothing".formatted(link);

        assertThatThrownBy(config::read).isInstanceOf(InvalidInput.class).hasMessage(why);
        assertThatThrownBy(() -> config.change(now -> now.current("lab"))).hasMessage(why);
        assertThat(config.exists()).isTrue();
        assertThat(link).isSymbolicLink();
    }

    @Test
    void all_faults_are_told_at_once_with_their_lines() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("config.yaml"),
                        """
                        curent-context: lab
                        contexts:
                          lab:
                            server: http://labd:7443
                            certficate: a.crt
                            key: [a, b]
                            ca: ""
                          lab:
                            server: https://labd:7443
                          "a b": {}
                          other: 7
                        """);

        assertThatThrownBy(() -> new ConfigFile(file).read())
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        """
                        FILE:1: unknown key 'curent-context', did you mean 'current-context'?
                        FILE:4: server 'http://labd:7443' is not an address such as https://labd.example:7443
                        FILE:5: unknown key 'contexts.lab.certficate', did you mean 'contexts.lab.certificate'?
                        FILE:6: key 'contexts.lab.key' is a list, not text
                        FILE:7: key 'contexts.lab.ca': value '' is empty or has control characters
                        FILE:8: key 'lab' stands twice, first in line 3
                        FILE:10: context name 'a b' is not 1 to 63 of letters, digits, '.', '_' and '-'
                        FILE:11: key 'contexts.other' is '7', not a map of server, ca, certificate, key\
                        """
                                .replace("FILE", file.toString()));
    }

    @Test
    void what_is_written_is_read_back() {
        var file = new ConfigFile(folder.resolve("new/config.yaml"));
        var config =
                LabctlConfig.EMPTY
                        .with("lab", new ContextConfig("https://labd:7443", "ca: #1", null, "~"))
                        .with("empty", ContextConfig.EMPTY)
                        .current("lab");

        file.change(_ -> config);

        assertThat(file.read()).isEqualTo(config);
    }

    @Test
    void the_file_is_for_its_owner_alone() throws IOException {
        var file = new ConfigFile(folder.resolve("new/config.yaml"));

        file.change(now -> now.current("lab"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.resolve("new"))))
                .isEqualTo("rwx------");
        assertThat(folder.resolve("new").toFile().list()).containsExactly("config.yaml");
    }

    @Test
    void a_link_to_the_file_stays_a_link() throws IOException {
        Path real = Files.writeString(folder.resolve("real.yaml"), "contexts: {}\n");
        Path link = Files.createSymbolicLink(folder.resolve("config.yaml"), real);

        new ConfigFile(link).change(now -> now.current("lab"));

        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(real)).contains("current-context: lab");
    }

    @Test
    void a_missing_or_empty_file_is_an_empty_config() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.yaml"), "# nothing yet\n");

        assertThat(new ConfigFile(empty).read()).isEqualTo(LabctlConfig.EMPTY);
        assertThat(new ConfigFile(folder.resolve("none.yaml")).read())
                .isEqualTo(LabctlConfig.EMPTY);
    }

    @Test
    void a_folder_or_bytes_that_are_no_text_are_named() throws IOException {
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThatThrownBy(() -> new ConfigFile(folder).read())
                .hasMessageStartingWith("config file '%s' cannot be read: ".formatted(folder));
        assertThatThrownBy(() -> new ConfigFile(bytes).read())
                .hasMessage("%s:1: file is not UTF-8 text".formatted(bytes));
    }

    @Test
    void a_lock_that_cannot_be_taken_is_told_as_that() throws IOException {
        var file = new ConfigFile(folder.resolve("config.yaml"));
        Path lock = Files.createDirectory(folder.resolve(".config.yaml.lock"));

        assertThatThrownBy(() -> file.change(now -> now.current("lab")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "config file '%s' cannot be locked: '%s': is a directory"
                                .formatted(file.path(), lock));
    }

    @Test
    void what_leads_through_a_file_is_told_as_that_when_it_is_set_too() throws IOException {
        Path file = Files.writeString(folder.resolve("config.yaml"), "contexts: {}\n");
        var through = new ConfigFile(file.resolve("config.yaml"));

        assertThatThrownBy(() -> through.change(now -> now.current("lab")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageEndingWith("'%s/.config.yaml.lock': not a directory".formatted(file));
    }

    @Test
    void a_lock_file_that_cannot_be_taken_away_does_not_undo_what_is_written() throws IOException {
        var file = new ConfigFile(folder.resolve("config.yaml"));

        file.change(now -> withLockFileReplaced(now.current("lab")));

        assertThat(file.read().currentContext()).isEqualTo("lab");
        assertThat(openFiles()).noneMatch(name -> name.contains(".config.yaml.lock"));
    }

    private LabctlConfig withLockFileReplaced(LabctlConfig config) {
        Path lock = folder.resolve(".config.yaml.lock");
        try {
            Files.delete(lock);
            Files.createDirectories(lock.resolve("not-empty"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return config;
    }

    @Test
    void a_lock_that_is_refused_leaves_nothing_open() throws IOException {
        var file = new ConfigFile(folder.resolve("config.yaml"));

        assertThatThrownBy(
                        () ->
                                file.change(
                                        now -> {
                                            file.change(inner -> inner);
                                            return now;
                                        }))
                .isInstanceOf(OverlappingFileLockException.class);

        assertThat(openFiles()).noneMatch(name -> name.contains(".config.yaml.lock"));
    }

    private static List<String> openFiles() throws IOException {
        List<String> names = new ArrayList<>();
        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path each : descriptors.toList()) {
                if (Files.isSymbolicLink(each)) {
                    names.add(Files.readSymbolicLink(each).toString());
                }
            }
        }
        return names;
    }
}
