package io.labctl.master.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What of a database's URL is told. */
class DatabaseAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql://db/x?user=u&password=SECRET | db:5432",
                "jdbc:postgresql://db:26257/x | db:26257",
                "jdbc:postgresql://a:1,b/x | a:1, b:5432"
            })
    void hosts_and_ports_are_told_and_nothing_else(String url, String hosts) {
        assertThat(DatabaseAddress.of(url).hosts()).isEqualTo(hosts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jdbc:postgresql: | jdbc:postgresql:",
                "jdbc:postgresql:x | jdbc:postgresql:x",
                "jdbc:postgresql:///x?password=SECRET | jdbc:postgresql:///x?…",
                "jdbc:postgresql://u:SECRET@db/x | jdbc:…",
                "jdbc:mysql://db/x | jdbc:mysql://db/x"
            })
    void a_url_without_a_host_or_of_another_kind_is_refused_without_its_password(
            String url, String shown) {
        assertThatThrownBy(() -> DatabaseAddress.of(url))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(
                        "database '%s' is not of the form jdbc:postgresql://HOST:PORT/NAME"
                                .formatted(shown));
    }
}
