package io.labctl.agent.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.labctl.agent.config.CloudService;
import io.labctl.agent.time.Stop;
import io.labctl.facts.MachineFacts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real HTTP server on the loopback interface. */
@Timeout(60)
class CloudMetadataTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

    @Test
    void ec2_is_asked_with_a_token_and_never_for_credentials() throws IOException {
        try (var cloud = FakeCloud.ec2()) {
            MachineFacts found = asked(CloudService.EC2, cloud);

            assertThat(found.faults()).isEmpty();
            assertThat(found.values())
                    .containsEntry(
                            "ec2_metadata",
                            Map.of(
                                    "ami-id",
                                    "ami-0abc",
                                    "iam",
                                    Map.of("info", "{}"),
                                    "public-keys",
                                    Map.of("0", Map.of("openssh-key", "ssh-ed25519 AAAA me")),
                                    "network",
                                    Map.of("02:29:96:8f:6a:2d", Map.of("mtu", "9001"))))
                    .containsEntry("ec2_userdata", "#cloud-config")
                    .containsEntry("kernel", "Linux");
            assertThat(cloud.asked())
                    .startsWith("PUT /latest/api/token")
                    .noneMatch(path -> path.contains("credentials"));
        }
    }

    @Test
    void an_ec2_that_knows_no_tokens_is_asked_without_one() throws IOException {
        try (var cloud = FakeCloud.ec2().lacks("/latest/api/token").needsNothing()) {
            assertThat(asked(CloudService.EC2, cloud).values()).containsKey("ec2_metadata");
        }
    }

    @Test
    void user_data_that_is_missing_or_no_text_is_no_fact() throws IOException {
        try (var none = FakeCloud.ec2().lacks("/latest/user-data");
                var packed =
                        FakeCloud.ec2()
                                .gives("/latest/user-data", 200, new byte[] {31, (byte) 139, 0})) {
            for (FakeCloud cloud : List.of(none, packed)) {
                MachineFacts found = asked(CloudService.EC2, cloud);

                assertThat(found.faults()).isEmpty();
                assertThat(found.values()).doesNotContainKey("ec2_userdata");
            }
        }
    }

    @Test
    void what_the_owner_gave_the_machine_is_no_fact_without_a_word_of_its_own() throws IOException {
        try (var ec2 = FakeCloud.ec2();
                var azure =
                        new FakeCloud()
                                .gives(
                                        "/metadata/instance?api-version=2020-09-01",
                                        "{\"compute\": {\"vmId\": \"02aa\", \"customData\": \"a2V5\"}}");
                var google =
                        new FakeCloud()
                                .gives(
                                        "/computeMetadata/v1/?recursive=true&alt=json",
                                        "{\"instance\": {\"id\": 7, \"attributes\": {\"startup-script\": \"x\"}}}")) {
            assertThat(withoutUserData(CloudService.EC2, ec2))
                    .containsKey("ec2_metadata")
                    .doesNotContainKey("ec2_userdata");
            assertThat(ec2.asked()).noneMatch(path -> path.contains("user-data"));
            assertThat(withoutUserData(CloudService.AZ, azure))
                    .containsEntry("az_metadata", Map.of("compute", Map.of("vmId", "02aa")));
            assertThat(withoutUserData(CloudService.GCE, google))
                    .containsEntry("gce", Map.of("instance", Map.of("id", 7L)));
        }
    }

    private static Map<String, Object> withoutUserData(CloudService wanted, FakeCloud cloud) {
        return new CloudMetadata(wanted, false, new Stop(), cloud.address(), LONG)
                .over(own(Map.of()))
                .values();
    }

    @Test
    void azure_is_asked_with_its_header() throws IOException {
        try (var cloud =
                new FakeCloud()
                        .needs("Metadata", "true")
                        .gives(
                                "/metadata/instance?api-version=2020-09-01",
                                "{\"compute\": {\"vmId\": \"02aab8a4\", \"isHost\": false}}")) {
            assertThat(asked(CloudService.AZ, cloud).values())
                    .containsEntry(
                            "az_metadata",
                            Map.of("compute", Map.of("vmId", "02aab8a4", "isHost", false)));
        }
    }

    @Test
    void google_is_asked_with_its_header_and_its_long_names_are_cut() throws IOException {
        try (var cloud =
                new FakeCloud()
                        .needs("Metadata-Flavor", "Google")
                        .gives(
                                "/computeMetadata/v1/?recursive=true&alt=json",
                                """
                                {"instance": {
                                   "id": 7904278471093857921,
                                   "zone": "projects/1/zones/europe-west1-b",
                                   "networkInterfaces": [{"network": "projects/1/networks/a"},
                                                         {"network": "projects/1/networks/b"}],
                                   "attributes": {"kube-env": "KUBELET_KEY: x", "rack": "7"},
                                   "serviceAccounts": {"default": {
                                     "email": "me@lab", "token": {"access_token": "x"}}}},
                                 "project": {"projectId": "lab"}}
                                """)) {
            assertThat(asked(CloudService.GCE, cloud).values())
                    .containsEntry(
                            "gce",
                            Map.of(
                                    "instance",
                                    Map.of(
                                            "id",
                                            7904278471093857921L,
                                            "zone",
                                            "europe-west1-b",
                                            "networkInterfaces",
                                            List.of(
                                                    Map.of("network", "a"),
                                                    Map.of("network", "projects/1/networks/b")),
                                            "attributes",
                                            Map.of("rack", "7"),
                                            "serviceAccounts",
                                            Map.of("default", Map.of("email", "me@lab"))),
                                    "project",
                                    Map.of("projectId", "lab")));
        }
    }

    @ParameterizedTest
    @CsvSource({"aws, ec2_metadata", "azure, az_metadata", "gce, gce"})
    void by_itself_it_asks_the_cloud_that_the_firmware_tells(String provider, String fact)
            throws IOException {
        try (var cloud = new FakeCloud()) {
            var metadata = metadata(CloudService.AUTO, cloud.address(), LONG, new Stop());

            assertThat(metadata.over(own(Map.of("cloud", Map.of("provider", provider)))).faults())
                    .singleElement()
                    .extracting(MachineFacts.Fault::source)
                    .isEqualTo(fact);
        }
    }

    @ParameterizedTest
    @CsvSource({"NONE, aws", "AUTO, hetzner"})
    void without_a_wish_or_a_known_cloud_nothing_is_asked(CloudService wanted, String provider)
            throws IOException {
        try (var cloud = FakeCloud.ec2()) {
            var own = own(Map.of("cloud", Map.of("provider", provider)));

            assertThat(metadata(wanted, cloud.address(), LONG, new Stop()).over(own))
                    .isEqualTo(own);
            assertThat(cloud.asked()).isEmpty();
        }
    }

    @Test
    void a_service_that_does_not_end_its_answer_is_left_after_the_limit() throws IOException {
        try (var cloud = FakeCloud.ec2().hangsAt("/latest/meta-data/ami-id")) {
            assertFault(
                    metadata(CloudService.EC2, cloud.address(), SHORT, new Stop()),
                    cloud.address() + " did not answer all within 0.3s");
        }
    }

    @Test
    void an_agent_that_is_to_stop_waits_for_no_cloud() throws IOException {
        try (var cloud = FakeCloud.ec2().hangsAt("/latest/meta-data/ami-id")) {
            var stop = new Stop();
            var metadata = metadata(CloudService.EC2, cloud.address(), LONG, stop);
            Thread.ofVirtual()
                    .start(
                            () -> {
                                await().until(
                                                () ->
                                                        cloud.asked()
                                                                .contains(
                                                                        "GET /latest/meta-data/ami-id"));
                                stop.signal();
                            });

            assertFault(metadata, "lab-agent is stopping");
        }
    }

    @Test
    void more_than_a_mebibyte_is_not_read() throws IOException {
        try (var cloud =
                FakeCloud.ec2().gives("/latest/meta-data/ami-id", 200, new byte[1 << 21])) {
            assertFault(
                    metadata(CloudService.EC2, cloud.address(), LONG, new Stop()),
                    cloud.address() + " gives more than the 1048576 bytes that are read");
        }
    }

    @Test
    void a_redirect_is_not_followed() throws IOException {
        try (var elsewhere = FakeCloud.ec2().needsNothing();
                var cloud =
                        FakeCloud.ec2()
                                .redirects(
                                        "/latest/meta-data/",
                                        elsewhere.address() + "/latest/meta-data/")) {
            assertFault(
                    metadata(CloudService.EC2, cloud.address(), LONG, new Stop()),
                    cloud.address() + "/latest/meta-data/ answers with status 302");
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void names_that_are_none_are_refused() throws IOException {
        try (var cloud = FakeCloud.ec2()) {
            for (String name : List.of("<html lang='en'>", "..", "../")) {
                assertFault(
                        metadata(
                                CloudService.EC2,
                                cloud.gives("/latest/meta-data/", name).address(),
                                LONG,
                                new Stop()),
                        "%s/latest/meta-data/ does not list names, but '%s'"
                                .formatted(cloud.address(), name));
            }
        }
    }

    @Test
    void folders_without_an_end_are_refused() throws IOException {
        try (var cloud = FakeCloud.ec2()) {
            var path = new StringBuilder("/latest/meta-data/");
            for (int depth = 0; depth < 20; depth++) {
                cloud.gives(path.toString(), "a/");
                path.append("a/");
            }

            assertThat(asked(CloudService.EC2, cloud).faults())
                    .singleElement()
                    .extracting(MachineFacts.Fault::reason)
                    .asString()
                    .endsWith("a/ lies deeper than anything that EC2 has");
        }
    }

    @Test
    void a_token_that_is_none_is_refused() throws IOException {
        try (var cloud = FakeCloud.ec2().gives("/latest/api/token", "a\r\nb")) {
            assertFault(
                    metadata(CloudService.EC2, cloud.address(), LONG, new Stop()),
                    cloud.address() + "/latest/api/token does not give a token");
        }
    }

    @Test
    void json_that_is_none_is_told() throws IOException {
        try (var cloud =
                new FakeCloud().gives("/metadata/instance?api-version=2020-09-01", "<html>")) {
            assertThat(asked(CloudService.AZ, cloud).faults())
                    .singleElement()
                    .extracting(MachineFacts.Fault::source)
                    .isEqualTo("az_metadata");
        }
    }

    @Test
    void nobody_there_is_told() throws IOException {
        URI nowhere;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }

        assertFault(
                metadata(CloudService.EC2, nowhere, LONG, new Stop()),
                nowhere + " cannot be reached: connection refused or no route");
    }

    private static void assertFault(CloudMetadata metadata, String reason) {
        assertThat(metadata.over(own(Map.of("kernel", "Linux"))))
                .isEqualTo(
                        new MachineFacts(
                                new TreeMap<>(Map.of("kernel", "Linux")),
                                List.of(new MachineFacts.Fault("ec2_metadata", reason))));
    }

    private static MachineFacts asked(CloudService wanted, FakeCloud cloud) {
        return metadata(wanted, cloud.address(), LONG, new Stop())
                .over(own(Map.of("kernel", "Linux")));
    }

    private static CloudMetadata metadata(
            CloudService wanted, URI address, Duration limit, Stop stop) {
        return new CloudMetadata(wanted, true, stop, address, limit);
    }

    private static MachineFacts own(Map<String, Object> values) {
        return new MachineFacts(new TreeMap<>(values), List.of());
    }
}
