package io.labctl.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyTest {
    @ParameterizedTest
    @CsvSource({
        "http://proxy.lab:3128, proxy.lab, 3128",
        "http://proxy.lab:3128/, proxy.lab, 3128",
        "http://10.0.0.1:8080, 10.0.0.1, 8080",
        "http://[fd00::1]:3128, [fd00::1], 3128"
    })
    void it_is_a_host_and_a_port(String text, String host, int port) {
        Proxy proxy = Proxy.parse(text);

        assertThat(proxy.host()).isEqualTo(host);
        assertThat(proxy.port()).isEqualTo(port);
        assertThat(proxy.authorization()).isEmpty();
    }

    /** The pair of RFC 7617, section 2. */
    @Test
    void its_user_and_password_may_be_percent_encoded() {
        Proxy proxy = Proxy.parse("http://Aladdin:open%20sesame@proxy.lab:3128");

        assertThat(proxy.authorization()).contains("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }

    @Test
    void it_does_not_tell_them() {
        Proxy proxy = Proxy.parse("http://ann:s3cret@proxy.lab:3128");

        assertThat(proxy).hasToString("http://proxy.lab:3128");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "proxy.lab:3128 | does not start with http://",
                "https://proxy.lab:3128 | does not start with http://",
                "socks5://proxy.lab:1080 | does not start with http://",
                "http://proxy.lab | has no host and port",
                "http://:3128 | has no host and port",
                "http://proxy.lab:0 | port 0 is not from 1 to 65535",
                "http://proxy.lab:70000 | port 70000 is not from 1 to 65535",
                "http://proxy.lab:3128/tunnel | stands behind host and port",
                "http://ann@proxy.lab:3128 | no USER:PASSWORD",
                "http://:s3cret@proxy.lab:3128 | no USER:PASSWORD",
                "http://ann:s3@cret@proxy.lab:3128 | is written %40",
                "http://ann:s3cret%0aX@proxy.lab:3128 | has control characters",
                "'' | is empty",
                "http://ann:s3 cret@proxy.lab:3128 | is no such address",
            })
    void what_is_none_is_refused_without_repeating_a_password(String text, String why) {
        assertThatThrownBy(() -> Proxy.parse(text))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining(why)
                .hasMessageNotContaining("s3");
    }
}
