package io.labctl.agent.replaced;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static String diff(String from, String to) {
        return String.valueOf(Diff.between("/f", new Body.Text(from), new Body.Text(to)));
    }
}
