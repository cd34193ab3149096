package io.labctl.facts.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000000, ::",
        "00000000000000000000000000000001, ::1",
        "20010db8000000000000000000000001, 2001:db8::1",
        "20010db8000000010001000100010001, 2001:db8:0:1:1:1:1:1",
        "20010db8000100000000000100000000, 2001:db8:1::1:0:0",
        "fe800000000000000000000000000000, fe80::",
    })
    void the_longest_run_of_zeros_is_left_out(String hex, String written) {
        assertThat(IpAddress.ofHex(hex)).map(IpAddress::toString).contains(written);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000000000000000000000000001, host",
        "fe800000000000000000000000000001, link",
        "fec00000000000000000000000000001, site",
        "fd000000000000000000000000000001, global",
    })
    void the_scope_is_how_far_an_address_reaches(String hex, String scope) {
        assertThat(IpAddress.ofHex(hex)).map(IpAddress::scope).contains(scope);
    }

    @Test
    void a_mask_has_as_many_ones_as_the_prefix_says() {
        var address = new IpAddress(new byte[] {10, 1, 2, (byte) 200});

        assertThat(address.mask(0)).hasToString("0.0.0.0");
        assertThat(address.mask(25)).hasToString("255.255.255.128");
        assertThat(address.mask(99)).hasToString("255.255.255.255");
        assertThat(address.and(address.mask(25))).hasToString("10.1.2.128");
    }

    @ParameterizedTest
    @CsvSource({"xyz", "00", "0000000000000000000000000000000g"})
    void other_text_is_no_address(String hex) {
        assertThat(IpAddress.ofHex(hex)).isEmpty();
    }
}
