package io.labctl.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.facts.storage.MountSpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/**
 * Whatever stands in the machine's files, gathering ends and gives values of the promised types.
 */
class ArbitraryBytesTest {
    private Path root = Path.of("");
    private List<Path> files = List.of();

    @BeforeProperty
    void makeMachine() throws IOException {
        root = Files.createTempDirectory("arbitrary-bytes");
        FixtureMachine.debian(root)
                .bytes("/etc/redhat-release", "")
                .bytes("/etc/selinux/config", "")
                .bytes("/proc/1/environ", "")
                .bytes("/proc/1/stat", "")
                .bytes("/proc/cmdline", "")
                .bytes("/proc/self/exe", "")
                .bytes("/proc/net/bonding/bond0", "")
                .bytes("/run/systemd/netif/leases/2", "")
                .bytes("/var/lib/dhcp/dhclient.leases", "");
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @AfterProperty
    void removeMachine() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 400)
    void one_file_of_arbitrary_bytes_breaks_nothing(@ForAll int which, @ForAll byte[] bytes)
            throws IOException {
        Path file = files.get(Math.floorMod(which, files.size()));
        byte[] original = Files.readAllBytes(file);
        Files.write(file, bytes);

        assertPromised(gather());

        Files.write(file, original);
    }

    @Property(tries = 400)
    void one_file_of_twisted_text_breaks_nothing(
            @ForAll int which, @ForAll("twisted") List<String> pieces) throws IOException {
        Path file = files.get(Math.floorMod(which, files.size()));
        byte[] original = Files.readAllBytes(file);
        Files.writeString(
                file, new String(original, StandardCharsets.UTF_8) + String.join("", pieces));

        assertPromised(gather());

        Files.write(file, original);
    }

    @Property(tries = 50)
    void only_files_of_arbitrary_bytes_break_nothing(@ForAll byte[] bytes) throws IOException {
        for (Path file : files) {
            Files.write(file, bytes);
        }

        assertPromised(gather());
    }

    /** Words that the files use, whole and out of place. */
    @Provide
    Arbitrary<List<String>> twisted() {
        Arbitrary<String> known =
                Arbitraries.of(
                        "\n",
                        "\0",
                        " ",
                        "\t",
                        ":",
                        "=",
                        "/",
                        "..",
                        ",",
                        "E:",
                        "MemTotal:",
                        "SwapTotal:",
                        "99999999999999999999",
                        "-1",
                        "9223372036854775807",
                        "processor : ",
                        "cpu MHz : ",
                        "cpu cores : 0",
                        "siblings : ",
                        "flags : ",
                        "/dev/root",
                        "\\040",
                        "\\x",
                        "\\777",
                        "root=",
                        "PARTUUID=",
                        "release",
                        "(",
                        ")",
                        "ID_FS_TYPE=",
                        "Uid:",
                        "lease {",
                        "SERVER_ADDRESS=",
                        "<+99>-99:99:99",
                        "EST5EDT",
                        "x".repeat(9000));
        return Arbitraries.oneOf(known, Arbitraries.strings().ofMaxLength(8)).list().ofMaxSize(30);
    }

    private MachineFacts gather() {
        return new Machine(root, Clock.systemUTC(), Map::of, _ -> new MountSpace.Space(3, 2, 1))
                .gather();
    }

    private static void assertPromised(MachineFacts facts) {
        facts.values().values().forEach(ArbitraryBytesTest::assertPromised);
    }

    private static void assertPromised(Object value) {
        switch (value) {
            case SortedMap<?, ?> structure ->
                    new ArrayList<>(structure.values()).forEach(ArbitraryBytesTest::assertPromised);
            case List<?> list -> list.forEach(ArbitraryBytesTest::assertPromised);
            case Double number -> assertThat(number).isFinite();
            default -> assertThat(value).isInstanceOfAny(String.class, Long.class, Boolean.class);
        }
    }
}
