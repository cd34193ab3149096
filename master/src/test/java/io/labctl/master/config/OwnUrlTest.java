package io.labctl.master.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Under which URL people are told to reach labd. */
class OwnUrlTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0:1", "[::]:1", "127.0.0.1:1", "[::1]:1", "localhost:1"})
    void it_is_that_of_this_machine_where_labd_listens_on_it(String listen) {
        LabdConfig config = told(Map.of("listen", listen));

        assertThat(config.url(7443)).isEqualTo("https://localhost:7443");
        assertThat(config.hosts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.213.0.1, 10.213.0.1",
        "127.0.0.2, 127.0.0.2",
        "169.254.1.1, 169.254.1.1",
        "[fd00::1], [fd00:0:0:0:0:0:0:1]"
    })
    void it_is_the_one_address_that_labd_listens_on(String listen, String host) {
        LabdConfig config = told(Map.of("listen", listen + ":1"));

        assertThat(config.url(7443)).isEqualTo("https://%s:7443".formatted(host));
        assertThat(config.hosts()).hasSize(1);
    }

    @Test
    void a_link_local_address_of_ipv6_can_be_in_no_url() {
        assertThat(told(Map.of("listen", "[fe80::1]:1")).url(7443))
                .isEqualTo("https://localhost:7443");
    }

    @Test
    void it_is_the_first_name_where_one_is_given() {
        LabdConfig config = told(Map.of("listen", "10.213.0.1:1", "names", "labd.lab,10.0.0.1"));

        assertThat(config.url(7443)).isEqualTo("https://labd.lab:7443");
        assertThat(config.hosts()).isEqualTo(List.of("labd.lab", "10.0.0.1", "10.213.0.1"));
    }

    @Test
    void an_ipv6_address_as_its_name_stands_in_brackets() {
        assertThat(told(Map.of("names", "fd00::1")).url(7443)).isEqualTo("https://[fd00::1]:7443");
    }

    private static LabdConfig told(Map<String, String> flags) {
        return LabdConfig.read(Optional.empty(), Map.of("LABD_DATA", "/d"), flags);
    }
}
