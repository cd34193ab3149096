package io.labctl.agent.facts;

import static io.labctl.agent.facts.CloudMetadataTest.asked;
import static io.labctl.agent.facts.CloudMetadataTest.metadata;
import static io.labctl.agent.facts.CloudMetadataTest.own;
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

/** A cloud that is slow, broken or not there is told as a fault, and the other facts stay. */
@Timeout(60)
class CloudMetadataFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(300);

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
}
