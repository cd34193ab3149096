package io.labctl.agent.labd;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.catalog.api.Problem;
import io.labctl.catalog.wire.Sha256;
import io.labctl.catalog.wire.WireJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;

/** A labd that answers over real TLS what a test tells it to, faults included. */
public final class FakeLabd implements AutoCloseable {
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Deque<Function<Request, Answer>>> answers = new HashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    /**
     * What came in, the body already in plain.
     *
     * @param serial of the certificate that was shown
     * @param suite by which the connection is encrypted
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Request(
            String method,
            String path,
            Headers headers,
            byte[] body,
            Optional<String> serial,
            String suite) {
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    public record Answer(int status, Map<String, String> headers, byte[] body, boolean cutShort) {
        public static Answer of(int status) {
            return new Answer(status, Map.of(), new byte[0], false);
        }

        public static Answer json(int status, Object body) {
            return new Answer(status, Map.of(), WireJson.mapper().writeValueAsBytes(body), false);
        }

        public static Answer catalog(byte[] bytes) {
            return new Answer(200, Map.of("ETag", "\"" + Sha256.of(bytes) + "\""), bytes, false);
        }

        public static Answer problem(int status, String word, String detail, String... errors) {
            var problem =
                    new Problem(Problem.PREFIX + word, word, status, detail, null, List.of(errors));
            return json(status, problem).with("Content-Type", Problem.MEDIA_TYPE);
        }

        public Answer with(String header, String value) {
            var all = new HashMap<>(headers);
            all.put(header, value);
            return new Answer(status, all, body, cutShort);
        }

        public Answer thatBreaksOff() {
            return new Answer(status, headers, body, true);
        }
    }

    public FakeLabd(TestAuthority authority) throws Exception {
        this(authority.serverTls("127.0.0.1"));
    }

    public FakeLabd(SSLContext tls) throws Exception {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(
                new HttpsConfigurator(tls) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        SSLParameters wanted = tls.getDefaultSSLParameters();
                        wanted.setWantClientAuth(true);
                        parameters.setSSLParameters(wanted);
                    }
                });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public URI uri() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Gives these answers in turn; the last one again and again. */
    public FakeLabd answers(String path, Answer... inTurn) {
        for (Answer answer : inTurn) {
            answers(path, _ -> answer);
        }
        return this;
    }

    public synchronized FakeLabd answers(String path, Function<Request, Answer> answer) {
        answers.computeIfAbsent(path, _ -> new ArrayDeque<>()).add(answer);
        return this;
    }

    /** Leaves requests unanswered; the latch opens when the first has come. */
    public CountDownLatch hangs(String path) {
        var asked = new CountDownLatch(1);
        answers(
                path,
                _ -> {
                    asked.countDown();
                    hang();
                    return Answer.of(503);
                });
        return asked;
    }

    /** Until this labd closes. */
    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public synchronized FakeLabd forgets(String path) {
        answers.remove(path);
        return this;
    }

    /** As if new. */
    public synchronized FakeLabd reset() {
        answers.clear();
        requests.clear();
        return this;
    }

    public List<Request> requests() {
        return requests;
    }

    public List<Request> requests(String path) {
        return requests.stream().filter(each -> each.path().equals(path)).toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = request(exchange);
            requests.add(request);
            send(
                    exchange,
                    request.method().equals("DELETE")
                            ? Answer.of(204)
                            : next(request.path()).apply(request));
        }
    }

    private synchronized Function<Request, Answer> next(String path) {
        Deque<Function<Request, Answer>> inTurn = answers.get(path);
        if (inTurn == null || inTurn.isEmpty()) {
            return _ -> Answer.of(404);
        }
        return inTurn.size() > 1 ? inTurn.removeFirst() : inTurn.getFirst();
    }

    private static Request request(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                exchange.getRequestHeaders(),
                body,
                serial(exchange),
                ((HttpsExchange) exchange).getSSLSession().getCipherSuite());
    }

    private static Optional<String> serial(HttpExchange exchange) {
        try {
            var shown = ((HttpsExchange) exchange).getSSLSession().getPeerCertificates()[0];
            return Optional.of(((X509Certificate) shown).getSerialNumber().toString(16));
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        int promised = answer.body().length + (answer.cutShort() ? 10 : 0);
        exchange.sendResponseHeaders(answer.status(), promised == 0 ? -1 : promised);
        if (promised > 0) {
            exchange.getResponseBody().write(answer.body());
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
