package io.labctl.catalog.present;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StatementTest {
    @Test
    void signs_that_mean_something_in_java_are_escaped() {
        assertThat(new Statement("file", "/etc/\"a\\u0041\n").with("owner", "ada"))
                .hasToString("plan.file(\"/etc/\\\"a\\\\u0041\\012\").owner(\"ada\");");
    }

    @Test
    void what_is_not_known_is_left_out() {
        assertThat(
                        new Statement("user", "ada")
                                .with("uid", 4294967294L)
                                .with("shell", (String) null)
                                .with("groups", List.of())
                                .either(null, "locked", "unlocked"))
                .hasToString("plan.user(\"ada\").uid(4294967294L);");
    }
}
