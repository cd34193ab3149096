package io.labctl.master.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Serial numbers by RFC 5280, section 4.1.2.2. */
class SerialTest {
    @Test
    void a_new_one_is_positive_fits_20_octets_and_has_at_least_64_random_bits() {
        var random = new SecureRandom();
        BigInteger everSet = BigInteger.ZERO;
        BigInteger everClear = BigInteger.ZERO;
        Set<Serial> seen = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            Serial serial = Serial.random(random);
            assertThat(serial.number().signum()).isPositive();
            assertThat(serial.number().toByteArray().length).isLessThanOrEqualTo(20);
            everSet = everSet.or(serial.number());
            everClear = everClear.or(serial.number().not());
            seen.add(serial);
        }

        int bothWays = everSet.and(everClear).bitCount();
        assertThat(bothWays).isGreaterThanOrEqualTo(64);
        assertThat(seen).hasSize(1000);
    }

    @Test
    void its_text_and_its_number_are_the_same() {
        Serial serial = Serial.of(new BigInteger("00ff", 16));

        assertThat(serial.hex()).isEqualTo("ff");
        assertThat(serial.number()).isEqualTo(BigInteger.valueOf(255));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "FF", "0x1", "-1", "ff ", "g", "ff\u0000"})
    void what_is_not_lower_case_hex_is_refused(String text) {
        assertThatThrownBy(() -> new Serial(text)).isInstanceOf(InvalidInput.class);
    }
}
