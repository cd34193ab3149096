package io.labctl.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.cli.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several labctl that set something in one config file at the same time. */
class ParallelConfigIT {
    private static final int WRITERS = 6;
    private static final ContextConfig LAB = new ContextConfig(null, "ca.pem", null, null);

    @TempDir Path folder;

    @Test
    void none_takes_back_what_another_has_set_in_a_file_that_was_not_there() throws Exception {
        Path file = folder.resolve("new/config.yaml");
        List<JavaProcess> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(labctl(file, "set", "contexts.c%d.server".formatted(i), "https://l" + i));
        }

        for (JavaProcess writer : writers) {
            writer.endsWith(0);
        }
        assertThat(new ConfigFile(file).read().contexts()).hasSize(WRITERS);
        assertThat(files(folder.resolve("new"))).containsExactly(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"use-context lab", "set current-context lab"})
    void a_context_that_goes_while_one_waits_is_not_made_the_current_one(String command)
            throws Exception {
        var file = new ConfigFile(folder.resolve("config.yaml"));
        file.change(now -> now.with("lab", LAB).with("work", LAB).current("work"));
        List<JavaProcess> chooser = new ArrayList<>();

        file.change(
                now -> {
                    chooser.add(waiting(file.path(), command.split(" ")));
                    return LabctlConfig.EMPTY.with("work", LAB).current("work");
                });

        assertThat(chooser.getFirst().endsWith(3)).contains("context 'lab' is not in config file");
        assertThat(file.read().currentContext()).isEqualTo("work");
    }

    @Test
    void the_lock_file_of_one_that_was_killed_hinders_nobody() throws Exception {
        Path file = folder.resolve("config.yaml");
        try (var holder = JavaProcess.of(Map.of(), LockHolderProgram.class, file.toString())) {
            assertThat(holder.line()).isEqualTo("held");
            holder.kill();
        }
        assertThat(files(folder)).containsExactly(folder.resolve(".config.yaml.lock"));

        labctl(file, "set", "contexts.lab.ca", "ca.pem").endsWith(0);

        assertThat(files(folder)).containsExactly(file);
    }

    @Test
    void a_folder_that_goes_while_one_waits_is_made_again() throws Exception {
        Path file = folder.resolve("home/config.yaml");
        List<JavaProcess> writer = new ArrayList<>();

        new ConfigFile(file)
                .changeOrDelete(
                        _ -> {
                            writer.add(waiting(file, "set", "contexts.lab.ca", "ca.pem"));
                            delete(folder.resolve("home/.config.yaml.lock"));
                            delete(folder.resolve("home"));
                            return Optional.empty();
                        });

        writer.getFirst().endsWith(0);
        assertThat(new ConfigFile(file).read().contexts()).containsEntry("lab", LAB);
    }

    private static void delete(Path path) {
        try {
            Files.delete(path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JavaProcess waiting(Path file, String... command) {
        try {
            return labctl(file, command).untilItWaitsForALock();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static JavaProcess labctl(Path file, String... command) throws IOException {
        var arguments = new ArrayList<>(List.of("--config", file.toString(), "config"));
        arguments.addAll(List.of(command));
        return JavaProcess.labctl(arguments.toArray(String[]::new));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }
}
