package io.labctl.master.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.module.testing.CatalogOf;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChronyTest {
    @Test
    void the_clock_follows_the_given_pools() {
        var catalog =
                CatalogOf.module(Chrony.class)
                        .with("servers", List.of("a.pool", "b.pool"))
                        .onDebian12()
                        .compile();

        assertThat(catalog.text("/etc/chrony/chrony.conf"))
                .isEqualTo("pool a.pool iburst\npool b.pool iburst\n");
        assertThat(catalog.addresses())
                .containsExactly(
                        "package[chrony]",
                        "file[/etc/chrony/chrony.conf]",
                        "service[chrony]",
                        "check[clock is synchronised]");
    }

    @Test
    void a_clock_needs_a_pool() {
        var catalog = CatalogOf.module(Chrony.class).with("servers", List.of()).compile();

        assertThat(catalog.faults())
                .containsExactly(
                        "module chrony: the test: parameter 'servers': chrony has no servers to take the time from");
    }
}
