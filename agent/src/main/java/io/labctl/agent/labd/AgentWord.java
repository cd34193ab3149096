package io.labctl.agent.labd;

import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkResult;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** What an agent says to labd about a piece of work; once, and labd takes it or says why not. */
record AgentWord(Exchange exchange, JsonMapper json) {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    /** As {@link SessionClient#receive}. */
    Optional<String> receipt(UUID id) throws IOException {
        return said(new Outgoing("PUT", path(id, "receipt"), null, Map.of(), LIMIT));
    }

    /** As {@link WorkClient#tell}. */
    Optional<String> result(UUID id, WorkEnd end) throws IOException {
        return said(telling(id, end));
    }

    /** Tells it while the agent stops, once; answers whether labd took it. */
    boolean lastResult(UUID id, WorkEnd end) {
        Outgoing request = telling(id, end);
        return exchange.lastWord(
                new Outgoing(
                        request.method(),
                        request.path(),
                        request.body(),
                        request.headers(),
                        WorkClient.LAST_WORD));
    }

    private Optional<String> said(Outgoing request) throws IOException {
        var handler =
                HttpResponse.BodyHandlers.limiting(
                        HttpResponse.BodyHandlers.ofByteArray(), WorkClient.LARGEST);
        Reply reply = Reply.of(exchange.attempt(request, handler), WorkClient.LARGEST);
        if (Retries.mayPass(reply.status())) {
            throw new IOException(reply.refusal(json));
        }
        return reply.status() / 100 == 2 ? Optional.empty() : Optional.of(reply.refusal(json));
    }

    private Outgoing telling(UUID id, WorkEnd end) {
        byte[] body = json.writeValueAsBytes(new WorkResult(end));
        return Outgoing.packed(path(id, "result"), body).put();
    }

    private static String path(UUID id, String what) {
        return "%s/%s/%s".formatted(WorkClient.WORK, id, what);
    }
}
