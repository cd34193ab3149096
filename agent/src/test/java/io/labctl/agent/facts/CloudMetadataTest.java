package io.labctl.agent.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.agent.config.CloudService;
import io.labctl.agent.time.Stop;
import io.labctl.facts.MachineFacts;
import java.io.IOException;
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

    static MachineFacts asked(CloudService wanted, FakeCloud cloud) {
        return metadata(wanted, cloud.address(), LONG, new Stop())
                .over(own(Map.of("kernel", "Linux")));
    }

    static CloudMetadata metadata(CloudService wanted, URI address, Duration limit, Stop stop) {
        return new CloudMetadata(wanted, true, stop, address, limit);
    }

    static MachineFacts own(Map<String, Object> values) {
        return new MachineFacts(new TreeMap<>(values), List.of());
    }
}
