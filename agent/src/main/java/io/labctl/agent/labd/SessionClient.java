package io.labctl.agent.labd;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.catalog.work.WorkEnd;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Talks with labd about sessions; each request is made once. */
public final class SessionClient implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SessionClient.class);
    private static final String SESSIONS = "/agent/v1/sessions";
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final Exchange exchange;
    private final JsonMapper json;
    private final Runnable giveBack;

    /**
     * One that talks by this exchange.
     *
     * @param giveBack what is done with the exchange when this is closed
     */
    SessionClient(Exchange exchange, JsonMapper json, Runnable giveBack) {
        this.exchange = exchange;
        this.json = json;
        this.giveBack = giveBack;
    }

    /**
     * Says that this agent has a piece of work and would start it.
     *
     * @return why it must not; empty when it is to
     * @throws IOException when labd may say that another time
     */
    public Optional<String> receive(UUID id) throws IOException {
        return new AgentWord(exchange, json).receipt(id);
    }

    /** As {@link WorkClient#tell}. */
    public Optional<String> tell(UUID id, WorkEnd end) throws IOException {
        return new AgentWord(exchange, json).result(id, end);
    }

    /** Tells it while the agent stops, once; answers whether labd took it. */
    public boolean tellLast(UUID id, WorkEnd end) {
        return new AgentWord(exchange, json).lastResult(id, end);
    }

    /** Asks for the input of a session, which comes as long as somebody is there. */
    public InputAnswer input(UUID id) throws InterruptedException {
        var request = Outgoing.get(path(id, "input"), LIMIT).addressed(exchange.route());
        var answer = exchange.begin(request.build(), info -> frames(info.statusCode()));
        try {
            return answer(answer.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            return notToBeHad(
                    e.getCause() instanceof IOException io ? io : new IOException(e.getCause()));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return notToBeHad(new HttpTimeoutException("no answer"));
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        }
    }

    /** What is no frames is read to its end, so that the connection can be used again. */
    private static HttpResponse.BodySubscriber<InputStream> frames(int status) {
        return status == 200
                ? HttpResponse.BodySubscribers.ofInputStream()
                : HttpResponse.BodySubscribers.replacing(InputStream.nullInputStream());
    }

    private InputAnswer notToBeHad(IOException e) {
        return new InputAnswer.NotToBeHad(
                Reasons.sentence(exchange.route(), ProxyRefusal.orSame(e)), Optional.empty());
    }

    private static InputAnswer answer(HttpResponse<InputStream> response) {
        Optional<Long> from = number(SessionTerms.FROM, response);
        Optional<Long> turn = number(SessionTerms.TURN, response);
        if (response.statusCode() == 200 && from.isPresent() && turn.isPresent()) {
            return new InputAnswer.Attached(from.get(), turn.get(), response.body());
        }
        close(response.body());
        return switch (response.statusCode()) {
            case 404 -> new InputAnswer.NobodyIsThere();
            case 410 -> new InputAnswer.Ended();
            case 200 ->
                    new InputAnswer.NotToBeHad(
                            "labd does not say which output it wants", Optional.empty());
            default ->
                    new InputAnswer.NotToBeHad(
                            "labd answered with status %d".formatted(response.statusCode()),
                            Retries.wished(response));
        };
    }

    private static Optional<Long> number(String header, HttpResponse<?> response) {
        return response.headers()
                .firstValue(header)
                .filter(each -> each.matches("[0-9]{1,18}"))
                .map(Long::valueOf);
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("answer not closed");
        }
    }

    /**
     * Begins to send the output of a session.
     *
     * @param turn as labd has said it with the input
     * @return what labd answers when all of it is there
     */
    public CompletableFuture<HttpResponse<Void>> output(UUID id, long turn, StreamedBody body) {
        var headers =
                Map.of("Content-Type", Frame.MEDIA_TYPE, SessionTerms.TURN, Long.toString(turn));
        var request = new Outgoing("POST", path(id, "output"), null, headers, LIMIT);
        return exchange.begin(
                request.addressed(exchange.route()).POST(body).build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private static String path(UUID id, String what) {
        return "%s/%s/%s".formatted(SESSIONS, id, what);
    }

    @Override
    public void close() {
        giveBack.run();
    }
}
