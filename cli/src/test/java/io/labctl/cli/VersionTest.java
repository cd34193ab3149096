package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.VersionView;
import org.junit.jupiter.api.Test;

class VersionTest extends WithLabd {
    @Test
    void both_sides_are_told() {
        labd.answers("GET /api/v1/version", new VersionView("9.9.9"));

        var text = operator.types("version");
        var json = operator.types("version", "-o", "json");

        assertThat(text.out()).matches("labctl [0-9].*\nlabd 9\\.9\\.9\n");
        assertThat(json.out()).contains("\"client\": {", "\"server\": {", "\"version\": \"9.9.9\"");
    }

    @Test
    void labd_is_asked_by_what_is_fast_without_the_optimizing_compiler() {
        labd.answers("GET /api/v1/version", new VersionView("9.9.9"));

        operator.types("version");

        assertThat(labd.suites()).containsOnly("TLS_CHACHA20_POLY1305_SHA256");
    }

    @Test
    void a_labd_that_is_away_is_no_failure() {
        labd.close();

        var result = operator.types("version", "-o", "json");

        assertThat(result.out()).contains("\"client\"").doesNotContain("\"server\"");
        assertThat(result.err()).startsWith("labd's version is unknown: labd at https://localhost");
        assertThat(result.exit()).isZero();
    }
}
