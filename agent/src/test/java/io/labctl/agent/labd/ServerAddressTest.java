package io.labctl.agent.labd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import java.net.URI;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerAddressTest {
    @Test
    void the_port_is_7443_where_none_is_given() {
        assertThat(ServerAddress.parse("https://labd.lab"))
                .isEqualTo(URI.create("https://labd.lab:7443"));
        assertThat(ServerAddress.parse("https://labd.lab:8443/"))
                .isEqualTo(URI.create("https://labd.lab:8443"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "labd.lab",
                "http://labd.lab",
                "https://",
                "https://a b",
                "https://a/x",
                "https://u@a",
                "https://a:99999",
                "https://a?x"
            })
    void anything_but_host_and_port_by_https_is_refused(String text) {
        assertThatThrownBy(() -> ServerAddress.parse(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessageStartingWith("server '");
    }

    @Property(tries = 300)
    void whatever_is_given_is_an_address_or_one_sentence(@ForAll String text) {
        try {
            ServerAddress.parse(text);
        } catch (InvalidInput e) {
            assertThat(e.sentence()).doesNotContain("\n");
        }
    }
}
