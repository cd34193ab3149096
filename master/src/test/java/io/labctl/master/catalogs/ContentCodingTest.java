package io.labctl.master.catalogs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Accept-Encoding by RFC 9110, section 12.5.3. */
class ContentCodingTest {
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "br, gzip", "gzip;q=0.5", " gzip ; q=1", "gzip,br;q=0"})
    void gzip_is_sent_to_whoever_names_it(String accepted) {
        assertThat(ContentCoding.acceptsGzip(accepted)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "br", "gzip;q=0", "gzip; q=0.000", "x-gzip2", "identity", "*", ";,"})
    void nobody_else_gets_it(String accepted) {
        assertThat(ContentCoding.acceptsGzip(accepted)).isFalse();
    }

    @Test
    void without_the_header_plain_bytes_are_sent() {
        assertThat(ContentCoding.acceptsGzip(null)).isFalse();
    }
}
