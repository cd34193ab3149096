package io.labctl.master.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.catalog.name.AgentId;
import io.labctl.catalog.name.DnsLabel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site of which labd may not read everything: looked at by a process that is not almighty. */
class UnreadableSiteIT {
    /** Root may read every folder, unless it gives that up. */
    private static final List<String> WITHOUT_POWERS =
            List.of("setpriv", "--bounding-set=-dac_override,-dac_read_search");

    @TempDir private Path site;

    @Test
    void a_folder_that_may_not_be_read_is_named() throws Exception {
        Path data = Files.createDirectory(site.resolve("data"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("---------"));
        try {
            assertThat(faults())
                    .singleElement()
                    .asString()
                    .matches("data(/roles)?: cannot be read by labd: permission denied");
        } finally {
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private List<String> faults() throws Exception {
        var command = new ArrayList<>(withoutPowers());
        command.addAll(
                List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Look.class.getName(),
                        site.toString()));
        Process look = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(look.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(look.waitFor()).as(said).isZero();
        return said.lines().toList();
    }

    /** Skips the test, with the reason, where root cannot give its powers up. */
    private static List<String> withoutPowers() throws InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        assumeTrue(canGiveUpPowers(), "giving up root's powers needs setpriv and leave to do so");
        return WITHOUT_POWERS;
    }

    private static boolean canGiveUpPowers() throws InterruptedException {
        var command = new ArrayList<>(WITHOUT_POWERS);
        command.add("true");
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // it is not installed
        }
    }

    /** Prints the faults of a site, each in a line. */
    static final class Look {
        private Look() {}

        public static void main(String[] args) {
            new SiteFolder(Path.of(args[0]), Clock.systemUTC())
                    .of(AgentId.parse("lab://agent/lab/dev/web1"), new DnsLabel("web"))
                    .faults()
                    .forEach(fault -> System.out.println(fault.sentence()));
        }
    }
}
