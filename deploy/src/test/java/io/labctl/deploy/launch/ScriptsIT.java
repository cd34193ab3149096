package io.labctl.deploy.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScriptsIT {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void shellcheck_finds_nothing_in_any_script() throws Exception {
        assumeTrue(
                Stream.of("/usr/bin", "/usr/local/bin")
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "shellcheck"))),
                "shellcheck is not installed (deploy/test-prerequisites installs it)");

        Process check = new ProcessBuilder(command()).redirectErrorStream(true).start();
        var found = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(found).isEmpty();
        assertThat(check.waitFor()).isZero();
    }

    @Test
    void every_program_in_dist_may_be_executed() {
        Path programs = Path.of("target/dist/bin");

        assertThat(programs.resolve("labctl")).isExecutable();
        assertThat(programs.resolve("labd")).isExecutable();
        assertThat(programs.resolve("lab-agent")).isExecutable();
    }

    private static List<String> command() throws IOException {
        List<String> command = new ArrayList<>(List.of("shellcheck"));
        command.add(ROOT.resolve("labctl").toString());
        command.add(ROOT.resolve(".ci/run").toString());
        command.add(ROOT.resolve("deploy/test-prerequisites").toString());
        command.add(ROOT.resolve("deploy/compare-builds").toString());
        command.add(ROOT.resolve("deploy/package-agent").toString());
        command.add(ROOT.resolve("deploy/package-labctl").toString());
        command.add(ROOT.resolve("deploy/packaging/package.sh").toString());
        command.add(ROOT.resolve("deploy/scratch-labd.sh").toString());
        command.add(ROOT.resolve("deploy/bench/footprint").toString());
        command.add(ROOT.resolve("deploy/test/systemd-node").toString());
        try (Stream<Path> scripts = Files.walk(ROOT.resolve("deploy/src/main/dist"))) {
            scripts.filter(Files::isRegularFile).map(Path::toString).forEach(command::add);
        }
        return command;
    }
}
