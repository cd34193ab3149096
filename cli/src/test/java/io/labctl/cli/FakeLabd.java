package io.labctl.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.labctl.catalog.api.Problem;
import io.labctl.catalog.wire.WireJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/** A labd that answers what it is told to, over real TLS with client certificates required. */
public final class FakeLabd implements AutoCloseable {
    private static final char[] PASSWORD = "test".toCharArray();

    private final HttpsServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Deque<Reply>> replies = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<String> suites = new CopyOnWriteArrayList<>();

    /** What to answer; the last one of a route is given again and again. */
    record Reply(int status, String type, String body) {}

    /**
     * Starts listening on a free port of the loopback.
     *
     * @param own shows itself with a certificate of this authority
     * @param clients lets in whom this authority signed
     */
    public FakeLabd(TestAuthority own, TestAuthority clients, String name) throws IOException {
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(clientsMustShowCertificates(tls(own, clients, name)));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "https://localhost:" + server.getAddress().getPort();
    }

    /** Answers this route with a value in the wire's own JSON. */
    public FakeLabd answers(String route, Object value) {
        String body = WireJson.mapper().writeValueAsString(value);
        return answers(route, 200, "application/json", body);
    }

    public FakeLabd answers(String route, int status, String type, String body) {
        replies.computeIfAbsent(route, _ -> new ArrayDeque<>()).add(new Reply(status, type, body));
        return this;
    }

    public FakeLabd refuses(String route, int status, String word, String detail) {
        var problem =
                new Problem(Problem.PREFIX + word, "Refused", status, detail, null, List.of());
        return answers(
                route, status, Problem.MEDIA_TYPE, WireJson.mapper().writeValueAsString(problem));
    }

    /** Lets this one answer whatever is asked below a path, for as long as it likes. */
    FakeLabd lets(HttpHandler other, String path) {
        server.createContext(
                path,
                exchange -> {
                    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
                    other.handle(exchange);
                });
        return this;
    }

    /** Every request so far: method, blank, path with its query. */
    public List<String> requests() {
        return requests;
    }

    /** By which each request so far was encrypted. */
    List<String> suites() {
        return suites;
    }

    List<String> bodies() {
        return bodies;
    }

    public String lastBody() {
        return bodies.stream().filter(body -> !body.isEmpty()).toList().getLast();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        suites.add(((HttpsExchange) exchange).getSSLSession().getCipherSuite());
        bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Reply reply = reply(route);
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", reply.type());
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private Reply reply(String route) {
        Deque<Reply> queue = replies.getOrDefault(route, new ArrayDeque<>());
        if (queue.isEmpty()) {
            var problem =
                    new Problem(
                            Problem.PREFIX + "not-found",
                            "Not found",
                            404,
                            "there is no " + route,
                            null,
                            List.of());
            return new Reply(
                    404, Problem.MEDIA_TYPE, WireJson.mapper().writeValueAsString(problem));
        }
        return queue.size() > 1 ? queue.removeFirst() : queue.getFirst();
    }

    private static HttpsConfigurator clientsMustShowCertificates(SSLContext tls) {
        return new HttpsConfigurator(tls) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        };
    }

    private static SSLContext tls(TestAuthority own, TestAuthority clients, String name)
            throws IOException {
        try {
            TestAuthority.Leaf leaf = own.server(name);
            var identity = KeyStore.getInstance("PKCS12");
            identity.load(null, null);
            identity.setKeyEntry(
                    "labd",
                    leaf.key(),
                    PASSWORD,
                    new Certificate[] {leaf.certificate(), own.root()});
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(identity, PASSWORD);
            var trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("ca", clients.root());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            var context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new AssertionError("test TLS not made", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
