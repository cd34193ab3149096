package io.labctl.master.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where labds that share a database reach each other. */
class ReplicaUrlTest {
    private static final Optional<String> MACHINE = Optional.of("labd-1");

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0:1, https://labd-1:7443",
        "[::]:1, https://labd-1:7443",
        "10.213.0.1:1, https://10.213.0.1:7443",
        "127.0.0.1:1, https://127.0.0.1:7443",
        "[fd00::1]:1, https://[fd00:0:0:0:0:0:0:1]:7443",
        "[fe80::1]:1, https://labd-1:7443"
    })
    void it_is_the_address_that_labd_listens_on_or_else_its_machine(String listen, String url) {
        LabdConfig config = told(Map.of("listen", listen, "names", "all.lab"));

        assertThat(config.replicaUrl(7443, MACHINE)).isEqualTo(URI.create(url));
    }

    @Test
    void a_machine_without_a_name_is_reached_from_itself_alone() {
        assertThat(told(Map.of()).replicaUrl(7443, Optional.empty()))
                .isEqualTo(URI.create("https://localhost:7443"));
    }

    @Test
    void one_that_is_given_counts_and_its_host_is_in_the_certificate() {
        LabdConfig config = told(Map.of("replica-url", "https://[fd00::2]:17443"));

        assertThat(config.replicaUrl(7443, MACHINE))
                .isEqualTo(URI.create("https://[fd00::2]:17443"));
        assertThat(config.hosts()).containsExactly("fd00::2");
        assertThat(config.url(7443))
                .as("people are told nothing of it")
                .isEqualTo("https://localhost:7443");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a.lab:1",
                "https://a.lab",
                "https://a.lab:0",
                "https://a.lab:65536",
                "https://a.lab:1/",
                "https://:1",
                "https://a@b.lab:1",
                "https://fd00::1:1"
            })
    void what_is_no_address_of_a_labd_is_refused(String url) {
        assertThatThrownBy(() -> told(Map.of("replica-url", url))).isInstanceOf(InvalidInput.class);
    }

    private static LabdConfig told(Map<String, String> flags) {
        return LabdConfig.read(Optional.empty(), Map.of("LABD_DATA", "/d"), new HashMap<>(flags));
    }
}
