package io.labctl.facts.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1023, 1023 bytes",
        "1024, 1.00 KiB",
        "1536, 1.50 KiB",
        "1048575, 1.00 MiB",
        "25276502016, 23.54 GiB",
        "274877906944, 256.00 GiB",
        "9223372036854775807, 8.00 EiB",
    })
    void bytes_are_written_with_binary_units(long bytes, String written) {
        assertThat(Quantity.bytes(bytes)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({
        "999, 999.00 Hz",
        "2599000000, 2.60 GHz",
        "800000000, 800.00 MHz",
        "1000, 1.00 kHz"
    })
    void hertz_are_written_with_decimal_units(long hertz, String written) {
        assertThat(Quantity.hertz(hertz)).isEqualTo(written);
    }

    @ParameterizedTest
    @CsvSource({"1, 3, 33.33%", "0, 5, 0.00%", "1, 800, 0.12%", "5, 5, 100.00%"})
    void shares_are_rounded_as_in_c(long part, long whole, String written) {
        assertThat(Quantity.percent(part, whole)).isEqualTo(written);
    }
}
