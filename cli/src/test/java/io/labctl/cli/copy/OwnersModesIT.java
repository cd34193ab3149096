package io.labctl.cli.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody who is not root may not do with files and folders of his own comes all the same.
 */
class OwnersModesIT {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    @TempDir Path home;

    @Test
    void a_file_that_its_owner_may_not_read_comes_and_does_not_spoil_the_rest() throws IOException {
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        assumeTrue(!isRoot || Files.exists(SETPRIV), "setpriv is not installed");
        var argv = new ArrayList<String>();
        if (isRoot) {
            argv.add(SETPRIV.toString());
            argv.add("--bounding-set=-dac_override,-dac_read_search");
        }
        argv.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Owner.class.getName(),
                        home.toString()));

        Process owner = new ProcessBuilder(argv).redirectErrorStream(true).start();

        assertThat(owner.inputReader().readAllAsString())
                .isEqualTo("none 0 closed 300 written 500 in 0 gone true\n");
        assertThat(owner.onExit().join().exitValue()).isZero();
    }

    /** Copies into a folder. */
    static final class Owner {
        public static void main(String[] arguments) throws IOException {
            Path home = Path.of(arguments[0]);
            var arrival = new Arrival(home, null);
            Path hidden = arrival.hidden();
            put(arrival, hidden, new Archive().file("./none", "words", 0));
            put(arrival, hidden, new Archive().folder("./closed", 0300).file("./closed/x", "", 0));
            put(
                    arrival,
                    hidden,
                    new Archive().folder("./written", 0500).file("./written/x", "", 0));
            unpack(hidden, new Archive().folder("./left", 0).folder("./left/in", 0));
            Arrival.remove(hidden);
            System.out.printf(
                    "none %o closed %o written %o in %o gone %b%n",
                    mode(home.resolve("none")),
                    mode(home.resolve("closed")),
                    mode(home.resolve("written")),
                    mode(home.resolve("written/x")),
                    Files.notExists(hidden));
        }

        private static void put(Arrival arrival, Path hidden, Archive archive) throws IOException {
            String name = unpack(hidden, archive);
            var delivered = new Delivered(hidden.resolve(name), name, false);
            arrival.check(delivered);
            arrival.put(delivered);
        }

        private static String unpack(Path hidden, Archive archive) throws IOException {
            var said = new Said();
            String name =
                    new Unpacking(
                                    new Archives(archive.sent()),
                                    hidden,
                                    said.remarks(),
                                    said.progress())
                            .unpack(true);
            return String.valueOf(name);
        }

        private static int mode(Path file) throws IOException {
            return Attributes.of(file).mode();
        }
    }
}
