package io.labctl.catalog.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.10", "0.0.0.0", "::1", "2001:db8::a", "fe80::1%eth0"})
    void an_address_is_taken_as_written(String text) {
        assertThat(new IpAddress(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"192.0.2.300", "010.0.0.1", "127.1", "3232235777", "0x7f.0.0.1", "lab", ""})
    void a_form_that_not_every_reader_takes_for_the_same_address_is_refused(String text) {
        assertThatThrownBy(() -> new IpAddress(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("ip '%s' is not an IPv4 or IPv6 address".formatted(text));
    }
}
