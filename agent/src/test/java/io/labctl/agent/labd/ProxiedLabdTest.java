package io.labctl.agent.labd;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.FakeLabd.Answer;
import io.labctl.agent.proxy.Proxy;
import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.fact.Facts;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProxiedLabdTest {
    private static final String AGENT = "lab://agent/metal/prod/web1";
    private static final String CATALOG = "/agent/v1/catalog";

    @TempDir private Path folder;
    private final FakePauses pauses = new FakePauses();
    private TestAuthority authority;
    private FakeLabd labd;

    @BeforeEach
    void start() throws Exception {
        authority = new TestAuthority();
        labd = new FakeLabd(authority);
        labd.answers(CATALOG, Answer.of(304));
    }

    @AfterEach
    void stop() {
        labd.close();
    }

    @Test
    void labd_is_asked_through_a_tunnel_with_the_own_certificate() throws Exception {
        try (Tinyproxy proxy = Tinyproxy.start(folder)) {
            assertThat(asked("http://" + proxy.address()))
                    .isEqualTo(new CatalogAnswer.StillRight());
        }
        assertThat(labd.requests().getFirst().serial()).isPresent();
    }

    @Test
    void credentials_are_shown_to_the_proxy_and_not_to_labd() throws Exception {
        try (Tinyproxy proxy = Tinyproxy.start(folder, "BasicAuth ann s3cret")) {
            assertThat(asked("http://ann:s3cret@" + proxy.address()))
                    .isEqualTo(new CatalogAnswer.StillRight());
        }
        assertThat(labd.requests().getFirst().headers()).doesNotContainKey("Proxy-authorization");
    }

    @Test
    void a_proxy_that_asks_for_credentials_is_told_as_such() throws Exception {
        try (Tinyproxy proxy = Tinyproxy.start(folder, "BasicAuth ann s3cret")) {
            assertThat(asked("http://" + proxy.address()))
                    .isEqualTo(
                            new CatalogAnswer.NotToBeHad(
                                    "labd at %s through the proxy http://%s cannot be reached: the proxy asks for a user and a password; give them as http://USER:PASSWORD@HOST:PORT"
                                            .formatted(labd.uri(), proxy.address())));
        }
        assertThat(pauses.asked()).isEmpty();
    }

    @Test
    void credentials_that_it_does_not_take_are_told_without_them() throws Exception {
        try (Tinyproxy proxy = Tinyproxy.start(folder, "BasicAuth ann s3cret")) {
            assertThat(whyNot("http://ann:wr0ng@" + proxy.address()))
                    .endsWith("the proxy does not take that user and password")
                    .doesNotContain("wr0ng");
        }
    }

    @Test
    void a_proxy_that_lets_nobody_through_to_labds_port_is_told_as_such() throws Exception {
        try (Tinyproxy proxy = Tinyproxy.start(folder, "ConnectPort 1")) {
            assertThat(whyNot("http://" + proxy.address()))
                    .endsWith("the proxy opens no way to it and answers with status 403");
        }
        assertThat(pauses.asked()).isEmpty();
    }

    @Test
    void a_proxy_that_is_not_there_is_told_as_such_after_some_tries() throws Exception {
        int nobody = Tinyproxy.freePort();

        assertThat(whyNot("http://127.0.0.1:" + nobody))
                .contains("through the proxy http://127.0.0.1:" + nobody)
                .contains("connection refused");
        assertThat(pauses.asked()).isNotEmpty();
    }

    @Test
    void what_is_no_http_proxy_is_told_as_such() throws Exception {
        assertThat(whyNot("http://127.0.0.1:" + labd.uri().getPort()))
                .endsWith("cannot be reached: what answers there is no HTTP proxy");
    }

    @Test
    void so_is_one_whose_name_is_not_known() throws Exception {
        assertThat(whyNot("http://proxy.invalid:3128"))
                .endsWith("the proxy's host name is not known");
    }

    private String whyNot(String proxy) throws Exception {
        return ((CatalogAnswer.NotToBeHad) asked(proxy)).reason();
    }

    private CatalogAnswer asked(String proxy) throws Exception {
        var identity = authority.identity(AGENT, labd.uri());
        try (var client =
                TestConnection.through(Optional.of(Proxy.parse(proxy)), identity, pauses)) {
            return client.catalog(
                    new CatalogRequest(new Facts(Map.of("kernel", "Linux")), null, "0.1.0", null));
        }
    }
}
