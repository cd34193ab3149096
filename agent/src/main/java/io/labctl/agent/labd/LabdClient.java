package io.labctl.agent.labd;

import io.labctl.agent.time.Stop;
import io.labctl.catalog.api.CatalogRequest;
import io.labctl.catalog.api.Problem;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.resource.Content;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What an enrolled agent asks of its labd. */
public final class LabdClient implements AutoCloseable {
    private static final Duration FILE_LIMIT = Duration.ofMinutes(10);

    private final Exchange exchange;
    private final Retries retries;
    private final JsonMapper json;

    public LabdClient(Exchange exchange, Retries retries, JsonMapper json) {
        this.exchange = exchange;
        this.retries = retries;
        this.json = json;
    }

    /** The same, and closed with this one, but its requests end by that. */
    public LabdClient until(Stop stop) {
        Exchange same = exchange.until(stop);
        return new LabdClient(same, same.retries(), json);
    }

    /** Asks for the catalog; every way it can end is a value. */
    public CatalogAnswer catalog(CatalogRequest request) {
        byte[] body = json.writeValueAsBytes(request);
        var outgoing = Outgoing.packed("/agent/v1/catalog", body).with("Accept-Encoding", "gzip");
        try {
            return answer(exchange.send(outgoing));
        } catch (Unavailable e) {
            return new CatalogAnswer.NotToBeHad(e.sentence());
        }
    }

    private CatalogAnswer answer(Reply reply) {
        return switch (reply.status()) {
            case 200 -> new CatalogAnswer.Fresh(reply.body(), reply.etag().orElse(""));
            case 304 -> new CatalogAnswer.StillRight();
            default ->
                    reply.problem(json)
                            .map(problem -> refused(problem, reply))
                            .orElseGet(() -> new CatalogAnswer.NotToBeHad(reply.refusal(json)));
        };
    }

    /** Only a problem document is labd's own word; a proxy between has other pages. */
    private CatalogAnswer refused(Problem problem, Reply reply) {
        return switch (problem.type()) {
            case Problem.COMPILE_FAILED -> compileFailed(problem, reply);
            case Problem.DENIED, Problem.UNAUTHENTICATED ->
                    new CatalogAnswer.Disowned(reply.refusal(json));
            default -> new CatalogAnswer.NotToBeHad(reply.refusal(json));
        };
    }

    private CatalogAnswer compileFailed(Problem problem, Reply reply) {
        List<String> faults = Reply.faults(problem);
        return new CatalogAnswer.CompileFailed(
                faults.isEmpty() ? List.of(reply.refusal(json)) : faults);
    }

    /**
     * Sends a report.
     *
     * @param gzip its JSON, compressed
     */
    public Delivery report(byte[] gzip) {
        try {
            Reply reply = exchange.send(Outgoing.gzipped("/agent/v1/reports", gzip));
            return switch (reply.status()) {
                case 200, 201, 202, 204 -> new Delivery.Delivered();
                case 400, 409, 413, 415, 422 -> new Delivery.Never(reply.refusal(json));
                case 500 -> new Delivery.Failed(reply.refusal(json));
                default -> new Delivery.Later(reply.refusal(json));
            };
        } catch (Unavailable e) {
            return new Delivery.Later(e.sentence());
        }
    }

    /**
     * Fetches content, going on behind the bytes that are already in that file (RFC 9110, section
     * 14). The bytes are not verified here.
     *
     * @throws IOException when it cannot be had; the message says why
     */
    public void file(Content.Stored content, Path to) throws IOException {
        try {
            HttpResponse<Path> response = retries.send(exchange.route(), () -> part(content, to));
            if (response.statusCode() != 200 && response.statusCode() != 206) {
                throw new IOException(
                        "labd answered with status %d for file %s"
                                .formatted(response.statusCode(), content.sha256()));
            }
        } catch (Unavailable e) {
            throw new IOException(
                    "file %s could not be fetched: %s".formatted(content.sha256(), e.sentence()),
                    e);
        }
    }

    private HttpResponse<Path> part(Content.Stored content, Path to) throws IOException {
        long have = Files.exists(to) ? Files.size(to) : 0;
        var request = Outgoing.get("/agent/v1/files/" + content.sha256(), FILE_LIMIT);
        return exchange.attempt(
                have > 0 ? request.with("Range", "bytes=%d-".formatted(have)) : request,
                info -> into(to, info.statusCode(), content.size(), have));
    }

    private static HttpResponse.BodySubscriber<Path> into(
            Path to, int status, long size, long have) {
        return switch (status) {
            case 200 -> writing(to, size, StandardOpenOption.TRUNCATE_EXISTING);
            case 206 -> writing(to, size - have, StandardOpenOption.APPEND);
            default ->
                    HttpResponse.BodySubscribers.mapping(
                            HttpResponse.BodySubscribers.discarding(), _ -> to);
        };
    }

    private static HttpResponse.BodySubscriber<Path> writing(
            Path to, long most, StandardOpenOption how) {
        return HttpResponse.BodySubscribers.limiting(
                HttpResponse.BodySubscribers.ofFile(
                        to, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how),
                most);
    }

    @Override
    public void close() {
        exchange.close();
    }
}
