package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.Unavailable;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The PostgreSQL that labd brings along. */
class PostgresBundleTest {
    @ParameterizedTest
    @CsvSource({"amd64, x86_64", "x86_64, x86_64", "aarch64, arm_64", "arm64, arm_64"})
    void labd_brings_one_for_each_architecture_that_it_is_made_for(
            String architecture, String archive) throws IOException {
        PostgresBundle bundle = PostgresBundle.of("Linux", architecture);

        assertThat(bundle.archive().getPath())
                .endsWith("/postgres-linux-%s.txz".formatted(archive));
        try (var in = bundle.archive().openStream()) {
            assertThat(in.read()).isNotNegative();
        }
    }

    @Test
    void it_knows_its_version() {
        PostgresBundle bundle = PostgresBundle.ofThisMachine();

        assertThat(bundle.version()).matches("[0-9]+(\\.[0-9]+)+");
        assertThat(bundle.version()).startsWith(bundle.major() + ".");
    }

    @ParameterizedTest
    @CsvSource({"Linux, riscv64", "Linux, ../amd64", "Mac OS X, aarch64"})
    void elsewhere_the_way_out_is_named(String system, String architecture) {
        assertThatThrownBy(() -> PostgresBundle.of(system, architecture))
                .isInstanceOf(Unavailable.class)
                .hasMessage(
                        "labd brings no PostgreSQL for %s on %s; give it a database with --database jdbc:postgresql://HOST:PORT/NAME"
                                .formatted(system, architecture));
    }
}
