package io.labctl.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.labctl.catalog.error.InvalidInput;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private static final URI LABD = URI.create("https://labd.dc1.lab:7443");
    private static final String PROXY = "http://proxy.lab:3128";

    @Test
    void without_a_word_of_one_the_way_is_direct() {
        assertThat(of(Map.of()).to(LABD)).isEmpty();
        assertThat(of(Map.of("HTTPS_PROXY", " ")).to(LABD)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTPS_PROXY", "https_proxy"})
    void the_environment_may_name_it(String variable) {
        assertThat(of(Map.of(variable, PROXY)).to(LABD)).contains(Proxy.parse(PROXY));
        assertThat(of(Map.of(variable, "proxy.lab:3128")).to(LABD)).contains(Proxy.parse(PROXY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "labd.dc1.lab",
                "LABD.dc1.lab",
                ".dc1.lab",
                "lab",
                "other, labd.dc1.lab:7443",
                "a b,lab",
                "*"
            })
    void a_host_or_a_domain_may_be_excepted(String excepted) {
        var environment = Map.of("HTTPS_PROXY", PROXY, "NO_PROXY", excepted);

        assertThat(of(environment).to(LABD)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"abd.dc1.lab", "labd", "dc1.lab:443", "", ",", "."})
    void what_is_another_is_no_exception(String excepted) {
        var environment = Map.of("HTTPS_PROXY", PROXY, "no_proxy", excepted);

        assertThat(of(environment).to(LABD)).isPresent();
    }

    @Test
    void an_address_may_be_excepted() {
        var environment = Map.of("HTTPS_PROXY", PROXY, "NO_PROXY", "10.0.0.1,fd00::1");

        assertThat(of(environment).to(URI.create("https://10.0.0.1:7443"))).isEmpty();
        assertThat(of(environment).to(URI.create("https://[fd00::1]:7443"))).isEmpty();
        assertThat(of(environment).to(URI.create("https://10.0.0.11:7443"))).isPresent();
    }

    @Test
    void what_the_file_says_counts_instead() {
        var environment = Map.of("HTTPS_PROXY", "http://other.lab:1", "NO_PROXY", "*");

        assertThat(new Proxies(ProxySetting.parse(PROXY), environment).to(LABD))
                .contains(Proxy.parse(PROXY));
        assertThat(new Proxies(ProxySetting.parse("none"), Map.of("https_proxy", PROXY)).to(LABD))
                .isEmpty();
    }

    @Test
    void a_variable_that_names_none_is_told_by_its_name() {
        assertThatThrownBy(() -> of(Map.of("HTTPS_PROXY", "socks5://proxy.lab:1080")).to(LABD))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("environment variable HTTPS_PROXY");
    }

    private static Proxies of(Map<String, String> environment) {
        return new Proxies(new ProxySetting.AsTheEnvironmentSays(), environment);
    }
}
