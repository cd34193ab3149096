package io.labctl.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.report.Report;
import io.labctl.catalog.wire.WireJson;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A body as large as labd takes by default. */
class LargeBodyIT {
    @RegisterExtension static final RunningLabd labd = new RunningLabd();

    @Test
    void a_body_whose_length_is_not_announced_may_be_as_large_as_any() {
        int bytes = Math.toIntExact(HttpLimits.USUAL.bodies().bytes());
        String body = "{}" + " ".repeat(bytes - 2);

        var agent = labd.agent("web01");
        var answer =
                agent.send(
                        agent.request("/agent/v1/reports")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofInputStream(
                                                () ->
                                                        new ByteArrayInputStream(
                                                                body.getBytes(
                                                                        StandardCharsets
                                                                                .US_ASCII)))));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem().detail()).startsWith("request body lacks '");
    }

    @Test
    void a_body_that_comes_in_many_pieces_is_taken_as_it_was_sent() {
        Report report = Runs.ofResources("pieces01", 5000);
        var agent = labd.agent("pieces01");
        byte[] body = WireJson.mapper().writeValueAsBytes(report);

        var answer =
                agent.send(
                        agent.request("/agent/v1/reports")
                                .header("Content-Type", "application/json")
                                .POST(
                                        BodyPublishers.ofInputStream(
                                                () -> new ByteArrayInputStream(body))));

        assertThat(answer.status()).isEqualTo(204);
        Report told = labd.admin().get("/api/v1/reports/" + report.id()).as(Report.class);
        assertThat(told.resources()).isEqualTo(report.resources());
    }
}
