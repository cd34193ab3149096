package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Finished;
import io.labctl.agent.machine.LocalCommands;
import io.labctl.catalog.version.DebianVersions;
import io.labctl.catalog.version.RpmVersions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The orders of versions against dpkg's and rpm's own, on versions that are hard to tell apart. */
class VersionsIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final List<String> PIECES =
            List.of("0", "1", "00", "01", "9", "10", "99999999999999999999", "a", "A", "z", "rc");

    /** How many of them are numbers, with which every version starts. */
    private static final int DIGITS = 7;

    private final Random random = new Random(25);

    @Test
    void dpkg_orders_debian_versions_alike() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/dpkg")), "no dpkg here");
        for (int i = 0; i < 400; i++) {
            String one = debianVersion();
            String other = i % 3 == 0 ? similar(one) : debianVersion();

            assertThat(Integer.signum(DebianVersions.compare(one, other)))
                    .as("%s and %s", one, other)
                    .isEqualTo(dpkg(one, other));
        }
    }

    private static int dpkg(String one, String other) throws IOException {
        if (says(one, "lt", other)) {
            return -1;
        }
        return says(one, "eq", other) ? 0 : 1;
    }

    private static boolean says(String one, String relation, String other) throws IOException {
        Command question =
                Command.of(List.of("dpkg", "--compare-versions", one, relation, other), LIMIT);
        Finished finished = new LocalCommands().run(question);
        assertThat(finished.err()).isEmpty();
        return finished.ok();
    }

    @Test
    void rpm_orders_its_versions_alike() throws IOException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/rpm")),
                "no rpm here: deploy/test-prerequisites installs it");
        var pairs = new ArrayList<List<String>>();
        for (int i = 0; i < 2000; i++) {
            String one = parts(".+~^_", 5);
            pairs.add(List.of(one, i % 3 == 0 ? similar(one) : parts(".+~^_", 5)));
        }

        List<String> answers = rpm(pairs);

        for (int i = 0; i < pairs.size(); i++) {
            List<String> pair = pairs.get(i);
            assertThat(RpmVersions.compare(pair.getFirst(), pair.getLast()))
                    .as("%s and %s", pair.getFirst(), pair.getLast())
                    .isEqualTo(Integer.parseInt(answers.get(i)));
        }
    }

    private static List<String> rpm(List<List<String>> pairs) throws IOException {
        var script = new StringBuilder("%{lua:");
        for (List<String> pair : pairs) {
            script.append("print(rpm.vercmp('%s','%s') .. ' ')".formatted(pair.toArray()));
        }
        Command ask = Command.of(List.of("rpm", "--eval", script.append('}').toString()), LIMIT);
        return List.of(new LocalCommands().run(ask).out().strip().split("\\s+"));
    }

    @Test
    void epochs_and_releases_of_rpm_count_as_in_dependencies() {
        assertThat(RpmVersions.compare("1:1.0-1", "2.0-1")).isPositive();
        assertThat(RpmVersions.compare("0:1.0-1", "1.0-1")).isZero();
        assertThat(RpmVersions.compare("1.0-2.fc41", "1.0-10.fc41")).isNegative();
        assertThat(RpmVersions.compare("1.0-2", "1.0")).isZero();
        assertThat(RpmVersions.compare("1.0~rc1-1", "1.0")).isNegative();
        assertThat(RpmVersions.compare("1.0^git1-1", "1.0")).isPositive();
    }

    private String debianVersion() {
        String epoch = random.nextInt(4) == 0 ? random.nextInt(2) + ":" : "";
        return random.nextBoolean()
                ? epoch + parts(".+~-", 4) + "-" + parts(".+~", 2)
                : epoch + parts(".+~", 4);
    }

    private String parts(String separators, int most) {
        var version = new StringBuilder(PIECES.get(random.nextInt(DIGITS)));
        for (int i = random.nextInt(most); i > 0; i--) {
            if (random.nextInt(4) > 0) {
                version.append(separators.charAt(random.nextInt(separators.length())));
            }
            version.append(random.nextInt(5) == 0 ? "" : PIECES.get(random.nextInt(PIECES.size())));
        }
        return version.toString();
    }

    /** With one character more or less at its end, or none. */
    private String similar(String version) {
        return switch (random.nextInt(4)) {
            case 0 -> version + "~";
            case 1 -> version + "0";
            case 2 -> version + ".";
            default -> version;
        };
    }
}
