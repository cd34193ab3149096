package io.labctl.agent.replaced;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffTest {
    @Test
    void a_long_diff_is_cut_at_the_end_of_a_line() {
        String line = "a line of some length\n";

        assertThat(diff("", line.repeat(5000)))
                .hasSizeBetween(Diff.LONGEST - line.length(), Diff.LONGEST + line.length())
                .endsWith("\n+a line of some length\n… diff cut here");
    }

    @Test
    void a_diff_that_is_just_short_enough_is_whole() {
        int around = "--- /f\n+++ /f\n@@ -0,0 +1,1 @@\n+".length();
        String longest = "x".repeat(Diff.LONGEST - around);

        assertThat(diff("", longest + "\n")).hasSize(Diff.LONGEST).endsWith("x");
        assertThat(diff("", longest + "x\n")).endsWith("… diff cut here");
    }

    @Test
    void very_many_lines_that_differ_are_one_change_between_what_stays() {
        String old = lines(30_000, "a");
        String young = lines(30_000, "b");

        assertThat(
                        assertTimeoutPreemptively(
                                Duration.ofSeconds(20),
                                () ->
                                        diff(
                                                "first\n" + old + "last\n",
                                                "first\n" + young + "last\n")))
                .startsWith("--- /f\n+++ /f\n@@ -1,30002 +1,30002 @@\n first\n-a0\n-a1\n");
    }

    @Test
    void few_changes_in_very_many_lines_are_told_apart() {
        String many = lines(30_000, "a");

        assertThat(diff(many, many.replace("a100\n", "x\n").replace("a29000\n", "")))
                .contains("-a100\n+x\n", "-a29000\n");
    }

    private static String lines(int count, String name) {
        return IntStream.range(0, count)
                .mapToObj(each -> name + each + "\n")
                .collect(Collectors.joining());
    }

    private static String diff(String from, String to) {
        return String.valueOf(Diff.between("/f", new Body.Text(from), new Body.Text(to)));
    }
}
