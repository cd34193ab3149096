package io.labctl.agent.labd;

import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkResult;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Tells labd how work ended. */
record ResultWord(Exchange exchange, JsonMapper json) {
    /** As {@link WorkClient#tell}. */
    Optional<String> tell(UUID id, WorkEnd end) throws IOException {
        var handler =
                HttpResponse.BodyHandlers.limiting(
                        HttpResponse.BodyHandlers.ofByteArray(), WorkClient.LARGEST);
        Reply reply = Reply.of(exchange.attempt(request(id, end), handler), WorkClient.LARGEST);
        if (Retries.mayPass(reply.status())) {
            throw new IOException(reply.refusal(json));
        }
        return reply.status() / 100 == 2 ? Optional.empty() : Optional.of(reply.refusal(json));
    }

    /** Tells it while the agent stops, once; answers whether labd took it. */
    boolean tellLast(UUID id, WorkEnd end) {
        Outgoing request = request(id, end);
        return exchange.lastWord(
                new Outgoing(
                        request.method(),
                        request.path(),
                        request.body(),
                        request.headers(),
                        WorkClient.LAST_WORD));
    }

    private Outgoing request(UUID id, WorkEnd end) {
        byte[] body = json.writeValueAsBytes(new WorkResult(end));
        return Outgoing.packed("%s/%s/result".formatted(WorkClient.WORK, id), body).put();
    }
}
