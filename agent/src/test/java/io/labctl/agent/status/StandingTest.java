package io.labctl.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.wire.WireJson;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {
    @Test
    void programs_read_it_as_one_string() {
        var all =
                List.of(
                        Standing.Known.VALID,
                        Standing.Known.NOT_YET_VALID,
                        Standing.Known.REFUSED,
                        new Standing.Unreadable("key.pem is damaged"));

        assertThat(WireJson.mapper().writeValueAsString(all))
                .isEqualTo(
                        "[\"valid\",\"not yet valid\",\"refused by labd\",\"key.pem is damaged\"]");
    }
}
