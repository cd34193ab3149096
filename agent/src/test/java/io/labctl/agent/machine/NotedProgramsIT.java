package io.labctl.agent.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.catalog.file.FolderEntries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotedProgramsIT {
    private static final Command SLEEP =
            Command.of(List.of("sleep", "1000"), Duration.ofMinutes(1));

    @TempDir private Path folder;
    private final List<Process> started = new ArrayList<>();
    private Path notes;

    @BeforeEach
    void nameFolder() {
        notes = folder.resolve("programs");
    }

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void without_any_note_nothing_is_left() throws IOException {
        assertThat(new NotedPrograms(notes).left()).isEmpty();
    }

    @Test
    void what_goes_on_is_told_and_let_be_and_what_has_ended_is_forgotten() throws Exception {
        Process going = noted("sleep", "1000");
        Process over = noted("sleep", "1000");
        over.destroyForcibly().waitFor();

        var left = new NotedPrograms(notes).left();

        assertThat(left).containsExactly("'sleep 1000' (process %d)".formatted(going.pid()));
        assertThat(going.isAlive()).isTrue();
        assertThat(names()).containsExactly(Long.toString(going.pid()));
    }

    @Test
    void a_later_process_with_the_same_number_is_another_one() throws IOException {
        Process later = noted("sleep", "1000");
        Path note = notes.resolve(Long.toString(later.pid()));
        Files.writeString(note, Files.readString(note).replaceFirst(" [0-9]+\n", " 1\n"));

        assertThat(new NotedPrograms(notes).left()).isEmpty();

        assertThat(names()).isEmpty();
    }

    @Test
    void a_process_that_nobody_has_asked_how_it_ended_has_ended() throws IOException {
        Path pid = folder.resolve("pid");
        Process parent =
                start("sh", "-c", "sleep 1000 & echo $! > %s; exec sleep 1000".formatted(pid));
        await().until(() -> Files.exists(pid) && !Files.readString(pid).isBlank());
        long child = Long.parseLong(Files.readString(pid).strip());
        Path name = Path.of("/proc", Long.toString(parent.pid()), "comm");
        await().until(() -> Files.readString(name).equals("sleep\n"));
        new NotedPrograms(notes).begun(child, SLEEP);
        assertThat(new NotedPrograms(notes).left()).hasSize(1);

        ProcessHandle.of(child).orElseThrow().destroyForcibly();

        await().untilAsserted(() -> assertThat(new NotedPrograms(notes).left()).isEmpty());
    }

    @Test
    void what_is_no_note_is_no_program() throws IOException {
        Files.createDirectory(notes);
        Files.writeString(notes.resolve(Long.toString(ProcessHandle.current().pid())), "cut");
        Files.writeString(notes.resolve("1"), "");
        Files.writeString(notes.resolve("x"), "x\nsleep");

        assertThat(new NotedPrograms(notes).left()).isEmpty();

        assertThat(names()).isEmpty();
    }

    @Test
    void a_program_is_noted_for_as_long_as_it_is_run() throws Exception {
        var commands = new LocalCommands(new NotedPrograms(notes));
        Path go = folder.resolve("go");
        String waits = "while ! test -e %s; do sleep 0.02; done".formatted(go);
        var run =
                CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                return commands.run(
                                        List.of("sh", "-c", waits), Duration.ofMinutes(1));
                            } catch (IOException e) {
                                throw new java.io.UncheckedIOException(e);
                            }
                        });
        await().untilAsserted(
                        () ->
                                assertThat(new NotedPrograms(notes).left())
                                        .singleElement()
                                        .asString()
                                        .startsWith("'sh -c while ! test"));

        Files.createFile(go);

        assertThat(run.join().ok()).isTrue();
        assertThat(names()).isEmpty();
    }

    @Test
    void a_folder_that_takes_no_note_keeps_no_program_from_running() throws IOException {
        Files.writeString(notes, "in the way");

        assertThat(
                        new LocalCommands(new NotedPrograms(notes))
                                .run(List.of("true"), SLEEP.limit())
                                .ok())
                .isTrue();
    }

    private Process noted(String... argv) throws IOException {
        Process process = start(argv);
        new NotedPrograms(notes).begun(process.pid(), SLEEP);
        return process;
    }

    private Process start(String... argv) throws IOException {
        Process process = new ProcessBuilder(argv).start();
        started.add(process);
        return process;
    }

    private List<String> names() throws IOException {
        return FolderEntries.of(notes).stream()
                .map(each -> String.valueOf(each.getFileName()))
                .toList();
    }
}
