package io.labctl.agent.labd;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Vitals;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkItem;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Asks labd for work and tells it how that ended; each request is made once. */
public final class WorkClient implements AutoCloseable {
    static final String WORK = "/agent/v1/work";
    static final int LARGEST = 1024 * 1024;

    /** Beyond its wait, for labd to answer in. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** While the agent stops, and others wait for that. */
    static final Duration LAST_WORD = Duration.ofMillis(900);

    private final Exchange exchange;
    private final JsonMapper json;
    private final Supplier<Vitals> vitals;

    /**
     * One that talks by this exchange.
     *
     * @param vitals how this machine is doing, which is said with each request for work
     */
    public WorkClient(Exchange exchange, JsonMapper json, Supplier<Vitals> vitals) {
        this.exchange = exchange;
        this.json = json;
        this.vitals = vitals;
    }

    /** All that is needed to answer work that is not understood. */
    private record Numbered(UUID id) {}

    /**
     * Asks for work.
     *
     * @param wait how long labd may take until there is some
     */
    public WorkAnswer next(Duration wait) {
        var request =
                Outgoing.get("%s?wait=%ds".formatted(WORK, wait.toSeconds()), wait.plus(PATIENCE))
                        .with(Vitals.HEADER, json.writeValueAsString(vitals.get()));
        try {
            HttpResponse<byte[]> response = send(request);
            Reply reply = Reply.of(response, LARGEST);
            Optional<Duration> comeBackIn = Retries.wished(response);
            return switch (reply.status()) {
                case 200 -> work(reply.body());
                case 204 -> new WorkAnswer.Nothing(comeBackIn);
                default -> new WorkAnswer.NotToBeHad(reply.refusal(json), comeBackIn);
            };
        } catch (IOException e) {
            return new WorkAnswer.NotToBeHad(
                    Reasons.sentence(exchange.route(), e), Optional.empty());
        }
    }

    private WorkAnswer work(byte[] body) {
        try {
            return new WorkAnswer.Work(WireJson.read(json, body, WorkItem.class, "work"));
        } catch (InvalidInput e) {
            return notUnderstood(body, e.sentence());
        }
    }

    private WorkAnswer notUnderstood(byte[] body, String why) {
        try {
            UUID id = WireJson.read(json, body, Numbered.class, "work").id();
            return new WorkAnswer.NotUnderstood(id, why);
        } catch (InvalidInput e) {
            return new WorkAnswer.NotToBeHad("labd answered: " + e.sentence(), Optional.empty());
        }
    }

    /**
     * Tells how work ended.
     *
     * @return why labd does not take it, and never will; empty when it has it
     * @throws IOException when it may take it another time
     */
    public Optional<String> tell(UUID id, WorkEnd end) throws IOException {
        return new AgentWord(exchange, json).result(id, end);
    }

    /**
     * Says that nobody here asks for work any more; without it labd would wait for that a while.
     */
    public void leave() {
        var _ = exchange.lastWord(Outgoing.delete(WORK, LAST_WORD));
    }

    private HttpResponse<byte[]> send(Outgoing request) throws IOException {
        return exchange.attempt(
                request,
                HttpResponse.BodyHandlers.limiting(
                        HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
    }

    @Override
    public void close() {
        exchange.close();
    }
}
