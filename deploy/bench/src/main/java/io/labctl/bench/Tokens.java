package io.labctl.bench;

import io.labctl.catalog.api.CreatedToken;
import io.labctl.catalog.api.TokenRequest;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.time.Duration;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Join tokens for the machines of a benchmark. */
public final class Tokens {
    private Tokens() {}

    /** One for any number of machines, in environment {@code load} of cloud {@code bench}. */
    public static String reusable(LabdProcess labd) throws IOException {
        JsonMapper json = WireJson.mapper();
        var request =
                new TokenRequest(
                        new DnsLabel("bench"),
                        new DnsLabel("load"),
                        new DnsLabel("worker"),
                        new TreeMap<>(),
                        true,
                        Duration.ofHours(1),
                        null);
        try (var connection = Connection.open(labd.port(), Tls.admin(labd.admin()))) {
            var answer = connection.post("/api/v1/tokens", json.writeValueAsBytes(request));
            return json.readValue(answer.body(), CreatedToken.class).token().reveal();
        }
    }
}
