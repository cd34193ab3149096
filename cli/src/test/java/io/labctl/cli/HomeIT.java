package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where a started labctl looks for the person's config. */
class HomeIT {
    @Test
    void an_empty_home_is_none_and_that_of_the_account_is_taken() throws Exception {
        var variables = Map.of("HOME", "", "LABCTL_CONFIG", "");
        try (var labctl = JavaProcess.of(variables, Labctl.class, "config", "path")) {
            assertThat(labctl.endsWith(0))
                    .isEqualTo(System.getProperty("user.home") + "/.labctl/config.yaml\n");
        }
    }
}
