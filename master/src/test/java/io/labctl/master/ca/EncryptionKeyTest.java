package io.labctl.master.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class EncryptionKeyTest {
    private static final String WRITTEN = "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTI=";

    @Test
    void is_read_as_it_is_written() {
        EncryptionKey key = EncryptionKey.of(new Secret(" " + WRITTEN + "\n"));

        assertThat(key.written().reveal()).isEqualTo(WRITTEN);
        assertThat(key).isEqualTo(EncryptionKey.of(key.written()));
    }

    @Test
    void a_fresh_one_is_like_no_other() {
        assertThat(EncryptionKey.fresh(Authorities.RANDOM))
                .isNotEqualTo(EncryptionKey.fresh(Authorities.RANDOM));
    }

    @ParameterizedTest
    @CsvSource({
        "'', it holds 0",
        "c2hvcnQ=, it holds 5",
        "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0MTIz, it holds 33",
        "not base64!, it is not base64"
    })
    void cannot_be_made_of_anything_but_32_bytes_in_base64(String written, String but) {
        assertThatThrownBy(() -> EncryptionKey.of(new Secret(written)))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("must hold the CA's encryption key, 32 bytes in base64, but " + but)
                .hasNoCause();
    }

    @Test
    void is_shown_nowhere() {
        EncryptionKey key = EncryptionKey.of(new Secret(WRITTEN));
        Duration year = Duration.ofDays(365);

        assertThat(new CaConfig(Path.of("ca.key"), key, year, year, year).toString())
                .contains("key=[secret]");
        assertThat(new JsonMapper().writeValueAsString(new Holder(key))).isEqualTo("{\"key\":{}}");
    }

    private record Holder(EncryptionKey key) {}
}
