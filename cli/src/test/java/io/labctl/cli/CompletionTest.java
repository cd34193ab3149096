package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    @TempDir Path home;

    @Test
    void bash_completes_commands_and_formats() throws Exception {
        Path script = script("bash");

        String words =
                run(
                        List.of(
                                "bash",
                                "-c",
                                "source '%s'; COMP_WORDS=(labctl get servers -o ''); COMP_CWORD=4; _complete_labctl; echo ${COMPREPLY[@]}"
                                        .formatted(script)));

        assertThat(words.split("\\s+")).contains("table", "wide", "json", "yaml", "name");
    }

    @Test
    void zsh_loads_the_bridge_to_bash_first() throws Exception {
        assertThat(Files.readString(script("zsh")))
                .startsWith("autoload -U +X compinit && compinit")
                .contains("complete -F");
    }

    @Test
    void fish_completes_each_command_at_its_own_place() throws Exception {
        assertThat(Files.readString(script("fish")))
                .contains("complete -c labctl -n '__labctl_only_at' -a 'get' -d ")
                .contains("complete -c labctl -n '__labctl_only_at get' -a 'servers' -d ")
                .contains(
                        "-n '__labctl_at get servers,server,srv' -s o -l output -x -a 'table wide"
                                + " json yaml name'");
    }

    @Test
    void fish_itself_answers_with_our_words() throws Exception {
        assumeTrue(onPath("fish"), "fish is not installed");
        Path script = script("fish");

        String words =
                run(
                        List.of(
                                "fish",
                                "-c",
                                "source '%s'; complete -C 'labctl --context a get '"
                                        .formatted(script)));

        assertThat(words).contains("servers", "reports", "tokens").doesNotContain("describe");
    }

    private Path script(String shell) throws IOException {
        var result = new Operator(home).types("completion", shell);
        return Files.writeString(home.resolve("script." + shell), result.out());
    }

    private static boolean onPath(String program) {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .directory(home.toFile())
                        .start();
        process.getOutputStream().close();
        String out =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return out;
    }
}
