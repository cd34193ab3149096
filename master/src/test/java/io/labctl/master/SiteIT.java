package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.api.ServerDetail;
import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.name.DnsLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people see of a site through labd. */
@Tag("database")
class SiteIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    @BeforeAll
    static void fillSite() throws IOException {
        var site = labd.data().resolve("site");
        Files.createDirectories(site.resolve("data/servers"));
        Files.writeString(site.resolve("site.yaml"), "clouds: {baremetal: {environments: [lab]}}");
        Files.writeString(site.resolve("data/common.yaml"), "base-server: {}");
        Files.writeString(site.resolve("data/servers/wbe1.yaml"), "base-server: {}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "baremtal  | lab | cloud | cloud 'baremtal' is not in this site, did you mean"
                        + " 'baremetal'?",
                "baremetal | lbb | environment | environment 'lbb' of cloud 'baremetal' is not in"
                        + " this site, did you mean 'lab'?",
            })
    void a_token_for_a_place_that_the_site_does_not_have_is_not_made(
            String cloud, String environment, String field, String detail) {
        var request =
                new TokenRequest(
                        new DnsLabel(cloud),
                        new DnsLabel(environment),
                        new DnsLabel("web"),
                        new TreeMap<>(),
                        false,
                        Duration.ofHours(1),
                        null);

        var answer = labd.admin().post("/api/v1/tokens", request);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().field()).isEqualTo(field);
        assertThat(answer.problem().detail()).isEqualTo(detail);
        assertThat(labd.admin().get("/api/v1/tokens").text())
                .doesNotContain(cloud + "\",\"environment\":\"" + environment);
    }

    @Test
    void whether_the_site_can_be_compiled_is_told_to_people() throws IOException {
        Path stray = labd.data().resolve("site/data/role");
        assertThat(labd.admin().get("/health/detailed").text()).contains("\"site\":\"ok\"");

        Files.createDirectory(stray);
        try {
            Awaitility.await()
                    .untilAsserted(
                            () ->
                                    assertThat(labd.admin().get("/health/detailed").text())
                                            .contains("data/role: is no layer of data"));
        } finally {
            Files.delete(stray);
        }
    }

    @Test
    void a_module_that_stops_every_compile_is_told_to_people() throws IOException {
        Path manifest = labd.data().resolve("site/modules/loop/module.yaml");
        Files.createDirectories(manifest.getParent());
        Files.writeString(
                manifest,
                "name: loop\nversion: 1.0.0\ndescription: x\ntype: site.Loop\ndependencies: [loop]\n");
        try {
            Awaitility.await()
                    .untilAsserted(
                            () ->
                                    assertThat(labd.admin().get("/health/detailed").text())
                                            .contains(
                                                    "modules/loop/module.yaml: module dependency cycle: loop needs loop"));
        } finally {
            Files.delete(manifest);
            Files.delete(manifest.getParent());
        }
    }

    @Test
    void a_server_is_described_with_the_files_that_are_read_for_it() {
        labd.agent("web1");

        var detail = labd.admin().get("/api/v1/servers/web1").as(ServerDetail.class);

        assertThat(detail.data()).containsExactly("data/common.yaml");
    }
}
