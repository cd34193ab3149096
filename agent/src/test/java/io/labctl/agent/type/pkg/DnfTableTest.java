package io.labctl.agent.type.pkg;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DnfTableTest {
    @Test
    void what_is_removed_and_what_is_replaced_goes() {
        String table =
                """
                Dependencies resolved.
                ================================================================
                 Package              Arch    Version
                                                     Repo   Size
                ================================================================
                Installing:
                 lab-watch            noarch  1.0-1  lab   5.4 k
                     replacing  python3.11.x86_64 1.0-1
                Removing dependent packages:
                 lab-alarm            noarch  1.0-1  @lab    0 \s

                Transaction Summary
                ================================================================
                Install  1 Package
                Remove   1 Package
                """;

        assertThat(DnfTable.isIn(table)).isTrue();
        assertThat(DnfTable.after(table))
                .containsOnly(
                        Map.entry("lab-watch", new FoundPackage("1.0-1")),
                        gone("lab-alarm"),
                        gone("python3.11"));
    }

    @Test
    void what_only_gets_another_version_stays() {
        String table =
                """
                Package   Arch   Version Repository      Size
                Upgrading:
                 lab-clock noarch 1.1-1   lab         5.4 KiB
                   replacing lab-clock noarch 1.0-1   lab 5.4 KiB
                Installing:
                 lab-watch noarch 1.0-1   lab         5.4 KiB
                   replacing python3.11 noarch 1.0-1   lab 5.4 KiB

                Transaction Summary:
                 Installing:        1 package
                 Upgrading:         1 package
                 Replacing:         2 packages
                """;

        assertThat(DnfTable.isIn(table)).isTrue();
        assertThat(DnfTable.after(table))
                .containsOnly(
                        Map.entry("lab-clock", new FoundPackage("1.1-1")),
                        Map.entry("lab-watch", new FoundPackage("1.0-1")),
                        gone("python3.11"));
    }

    @Test
    void what_is_left_out_of_an_upgrade_may_go_all_the_same() {
        String table =
                """
                Removing dependent packages:
                 lab-alarm            noarch  1.0-1  @lab    0 \s
                Skipping packages with broken dependencies:
                 lab-alarm            noarch  1.1-1  lab   5.4 k
                """;

        assertThat(DnfTable.after(table)).containsOnly(gone("lab-alarm"));
    }

    @Test
    void a_row_that_is_too_long_goes_on_in_the_next_line() {
        String table =
                """
                ================================================================
                 Package              Arch    Version
                                                     Repo   Size
                ================================================================
                Upgrading:
                 lab-clock-with-a-very-long-name
                                      noarch  1:1.1-1
                                                     lab   5.4 k
                 lab-watch            noarch  1.0-1  lab   5.4 k

                Transaction Summary
                """;

        assertThat(DnfTable.after(table))
                .containsEntry("lab-clock-with-a-very-long-name", new FoundPackage("1:1.1-1"))
                .containsEntry("lab-watch", new FoundPackage("1.0-1"));
    }

    private static Map.Entry<String, FoundPackage> gone(String name) {
        return Map.entry(name, new FoundPackage(null));
    }
}
