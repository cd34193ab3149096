package io.labctl.agent.machine;

import static io.labctl.agent.apply.Wanted.validated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.apply.TestMachine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ada exchanges what stands in her home while an agent works on it. */
class ExchangedEntryIT {
    private static final int ADA = 61001;
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    @TempDir private Path folder;
    private TestMachine machine;

    @BeforeEach
    void makeMachine() throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "other uids need root");
        machine = new TestMachine(folder);
        Files.createDirectories(machine.at("/home/ada"));
        Files.setAttribute(machine.at("/home/ada"), "unix:uid", ADA);
        machine.write("/home/ada/conf", "old\n");
    }

    @Test
    void a_pipe_is_given_an_access_without_being_opened() throws IOException {
        pipeAt("/home/ada/pipe");

        try (Places places = new Root(machine.at("/")).places()) {
            Path pipe = places.of("/home/ada/pipe");
            assertTimeoutPreemptively(
                    AT_ONCE,
                    () ->
                            new Access("61001", null, "0640")
                                    .giveTo(pipe, Accounts.read(new Root(machine.at("/")))));
        }

        assertThat(Files.getAttribute(machine.at("/home/ada/pipe"), "unix:mode"))
                .isEqualTo(0010640);
        assertThat(Files.getAttribute(machine.at("/home/ada/pipe"), "unix:uid")).isEqualTo(ADA);
    }

    @Test
    void a_pipe_that_takes_a_files_place_in_the_midst_of_the_work_holds_nobody_up()
            throws IOException {
        machine.commands().program("check", _ -> exchanged("/home/ada/conf"));

        var report =
                assertTimeoutPreemptively(
                        AT_ONCE,
                        () ->
                                machine.apply(
                                        validated("/home/ada/conf", "new\n", "check", "{file}")));

        assertThat(report.getFirst().reason()).isNull();
        assertThat(machine.read("/home/ada/conf")).isEqualTo("new\n");
        assertThat(machine.keptOf("/home/ada/conf"))
                .singleElement()
                .satisfies(kept -> assertThat(kept).hasContent("old\n"));
    }

    @Test
    void what_is_held_is_read_and_changed_whatever_has_taken_its_name() throws IOException {
        machine.write("/etc/precious", "precious\n");
        Files.setAttribute(machine.at("/etc/precious"), "unix:mode", 0600);
        Accounts accounts = Accounts.read(new Root(machine.at("/")));

        try (Places places = new Root(machine.at("/")).places();
                HeldEntry held = HeldEntry.at(places.of("/home/ada/conf")).orElseThrow();
                InputStream content = held.content()) {
            Files.move(machine.at("/home/ada/conf"), machine.at("/home/ada/away"));
            Files.createLink(machine.at("/home/ada/conf"), machine.at("/etc/precious"));
            new Access("61001", "61001", "0644").giveTo(held, accounts);

            assertThat(content.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("old\n");
        }

        assertThat(access("/home/ada/away")).isEqualTo("61001:61001 100644");
        assertThat(access("/etc/precious")).isEqualTo("0:0 100600");
    }

    private String access(String path) throws IOException {
        Entry entry = Entry.of(machine.at(path));
        return "%d:%d %o".formatted(entry.uid(), entry.gid(), entry.mode());
    }

    private Finished exchanged(String path) {
        try {
            Files.delete(machine.at(path));
            pipeAt(path);
            return new Finished(0, "", "", false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pipeAt(String path) throws IOException {
        new LocalCommands()
                .require(Command.of(List.of("mkfifo", machine.at(path).toString()), AT_ONCE));
    }
}
