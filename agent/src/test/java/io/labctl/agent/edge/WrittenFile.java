package io.labctl.agent.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.apply.TestMachine;
import io.labctl.agent.apply.Wanted;
import io.labctl.agent.lock.Holder;
import io.labctl.agent.lock.KernelLocks;
import io.labctl.agent.lock.RunLock;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.Root;
import io.labctl.agent.replaced.Backups;
import io.labctl.agent.restore.Restore;
import io.labctl.agent.restore.RestoreCommand;
import io.labctl.catalog.file.DurableFile;
import io.labctl.catalog.resource.AuthorizedKeyResource;
import io.labctl.catalog.resource.MountResource;
import io.labctl.catalog.resource.MountState;
import io.labctl.catalog.resource.Presence;
import io.labctl.catalog.resource.SshPublicKey;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;

/** A large file in each of the ways in which the agent writes one; a letter makes the versions. */
enum WrittenFile {
    WHOLE("/etc/whole"),
    LINE("/etc/text"),
    HOST("/etc/hosts"),
    MOUNT("/etc/fstab"),
    KEY("/.ssh/authorized_keys"),
    RESTORED("/etc/restored"),
    OWN("/etc/own");

    private static final int SIZE = 900_000; // of the keys of a user 1 MiB is looked at

    private final String path;

    WrittenFile(String path) {
        this.path = path;
    }

    /** With what there has to be for all of them. */
    static TestMachine newMachine(Path folder) throws IOException {
        TestMachine machine = machine(folder).account("ada");
        Files.createDirectory(machine.at("/.ssh"));
        for (WrittenFile each : List.of(LINE, HOST, MOUNT, KEY, RESTORED)) {
            machine.write(each.path, comments());
        }
        return machine;
    }

    static TestMachine machine(Path folder) throws IOException {
        var machine = new TestMachine(folder);
        machine.commands().program("cat", _ -> new Finished(0, "", "", false)); // nothing mounted
        return machine;
    }

    Path in(TestMachine machine) {
        return machine.at(path);
    }

    void write(TestMachine machine, String letter) throws IOException {
        switch (this) {
            case WHOLE -> machine.apply(Wanted.file(path, all(letter)));
            case LINE -> machine.apply(Wanted.line(path, "name = " + letter, "name = .*"));
            case HOST -> machine.apply(Wanted.host("db", "fd00::" + letter));
            case MOUNT -> machine.apply(mount(letter));
            case KEY -> machine.apply(key(letter));
            case RESTORED -> restore(machine, letter);
            case OWN -> DurableFile.write(in(machine), all(letter).getBytes(US_ASCII));
        }
    }

    private static String all(String letter) {
        return letter.repeat(SIZE);
    }

    private static String comments() {
        return IntStream.range(0, SIZE / 20)
                .mapToObj("# comment %08d\n"::formatted)
                .collect(Collectors.joining());
    }

    private static MountResource mount(String letter) {
        return new MountResource(
                "/srv", MountState.DEFINED, "/dev/vd" + letter, "ext4", List.of(), 0, 0);
    }

    private static AuthorizedKeyResource key(String letter) {
        return new AuthorizedKeyResource(
                "ada",
                "ada@laptop",
                Presence.PRESENT,
                new SshPublicKey(
                        "ssh-ed25519",
                        "AAAAC3NzaC1lZDI1NTE5AAAAIE1/UTpKW0L03IbypkXr6d7lOoVrH+cltGrYl1MU6j6N"),
                List.of("from=\"" + letter + "\""),
                null);
    }

    private static void restore(TestMachine machine, String letter) throws IOException {
        var backups =
                new Backups(
                        machine.state().resolve("backups"), Clock.systemUTC(), WireJson.mapper());
        machine.write("/etc/kept", all(letter));
        backups.keep(RESTORED.path, machine.at("/etc/kept"));
        var command =
                new RestoreCommand(
                        () -> new Restore(new Root(machine.at("/")), backups),
                        () -> lock(machine),
                        WireJson::mapper,
                        new PrintWriter(new StringWriter()),
                        _ -> {});
        assertThat(new CommandLine(command).execute(RESTORED.path, "--version", "1")).isZero();
    }

    private static RunLock lock(TestMachine machine) {
        return new RunLock(
                machine.state().resolve("run.lock"),
                () -> Holder.self("lab-agent restore"),
                KernelLocks.ofThisMachine(),
                WireJson.mapper());
    }
}
