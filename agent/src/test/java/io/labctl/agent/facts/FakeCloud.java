package io.labctl.agent.facts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A metadata service on the loopback interface, with the manners of one cloud. */
final class FakeCloud implements AutoCloseable {
    private static final String TOKEN_PATH = "/latest/api/token";
    private static final String TOKEN = "AQAEAK_token==";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Answer> answers = new HashMap<>();
    private final Map<String, String> needed = new HashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    /** An answer, whole or cut off after its body while the connection stays. */
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    private record Answer(int status, byte[] body, Map<String, String> headers, boolean hangs) {}

    FakeCloud() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Gives nothing without a token that was asked for before (IMDSv2). */
    static FakeCloud ec2() throws IOException {
        return new FakeCloud()
                .gives(TOKEN_PATH, TOKEN)
                .needs("X-aws-ec2-metadata-token", TOKEN)
                .gives("/latest/meta-data/", "ami-id\niam/\npublic-keys/\nnetwork/\nspot")
                .gives("/latest/meta-data/ami-id", "ami-0abc\n")
                .gives("/latest/meta-data/iam/", "info\nsecurity-credentials/")
                .gives("/latest/meta-data/iam/info", "{}")
                .gives("/latest/meta-data/iam/security-credentials/", "admin")
                .gives("/latest/meta-data/public-keys/", "0=my key")
                .gives("/latest/meta-data/public-keys/0/", "openssh-key")
                .gives("/latest/meta-data/public-keys/0/openssh-key", "ssh-ed25519 AAAA me")
                .gives("/latest/meta-data/network/", "02:29:96:8f:6a:2d/")
                .gives("/latest/meta-data/network/02%3A29%3A96%3A8f%3A6a%3A2d/", "mtu")
                .gives("/latest/meta-data/network/02%3A29%3A96%3A8f%3A6a%3A2d/mtu", "9001")
                .gives("/latest/user-data", "#cloud-config\n");
    }

    FakeCloud gives(String path, String body) {
        return gives(path, 200, body.getBytes(StandardCharsets.UTF_8));
    }

    FakeCloud gives(String path, int status, byte[] body) {
        answers.put(path, new Answer(status, body, Map.of(), false));
        return this;
    }

    /** Begins an answer and never ends it. */
    FakeCloud hangsAt(String path) {
        answers.put(path, new Answer(200, new byte[] {'a'}, Map.of(), true));
        return this;
    }

    FakeCloud redirects(String path, String target) {
        answers.put(path, new Answer(302, new byte[0], Map.of("Location", target), false));
        return this;
    }

    FakeCloud lacks(String path) {
        answers.remove(path);
        return this;
    }

    FakeCloud needs(String header, String value) {
        needed.put(header, value);
        return this;
    }

    FakeCloud needsNothing() {
        needed.clear();
        return this;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Each method with its path, in the order in which they came. */
    List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            asked.add(exchange.getRequestMethod() + " " + path);
            Answer answer = answerTo(exchange, path);
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(
                    answer.status(), answer.body().length == 0 ? -1 : length(answer));
            exchange.getResponseBody().write(answer.body());
            if (answer.hangs()) {
                exchange.getResponseBody().flush();
                closed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long length(Answer answer) {
        return answer.hangs() ? 1000 : answer.body().length;
    }

    private Answer answerTo(HttpExchange exchange, String path) {
        boolean isToken = path.equals(TOKEN_PATH);
        if (isToken && !isTokenRequest(exchange)) {
            return status(400);
        }
        boolean may =
                needed.entrySet().stream()
                        .allMatch(
                                each ->
                                        each.getValue()
                                                .equals(
                                                        exchange.getRequestHeaders()
                                                                .getFirst(each.getKey())));
        return isToken || may ? answers.getOrDefault(path, status(404)) : status(401);
    }

    private static boolean isTokenRequest(HttpExchange exchange) {
        return exchange.getRequestMethod().equals("PUT")
                && exchange.getRequestHeaders().containsKey("X-aws-ec2-metadata-token-ttl-seconds");
    }

    private static Answer status(int status) {
        return new Answer(
                status, "<html>no</html>".getBytes(StandardCharsets.UTF_8), Map.of(), false);
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.close();
    }
}
