package io.labctl.agent.session;

import static java.util.Objects.requireNonNull;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.labctl.agent.identity.Identity;
import io.labctl.agent.identity.TestAuthority;
import io.labctl.agent.labd.Exchange;
import io.labctl.agent.labd.Retries;
import io.labctl.agent.labd.Route;
import io.labctl.agent.labd.SessionLine;
import io.labctl.agent.time.Stop;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.FrameReader;
import io.labctl.catalog.session.Outbox;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** A labd with one caller behind it, who takes part in a session over real TLS as labctl does. */
final class FakeCaller implements AutoCloseable {
    private static final String AGENT = "lab://agent/metal/prod/web1";

    private final HttpsServer server;
    private final TestAuthority authority;
    private volatile Identity identity;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean breaksAtEnd = new AtomicBoolean();
    private final AtomicInteger inputs = new AtomicInteger();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Outbox said = new Outbox(1024 * 1024, Outbox.Overflow.WAIT);
    private final List<Integer> receipts = new CopyOnWriteArrayList<>(List.of(204));
    private final List<Told> results = new CopyOnWriteArrayList<>();
    private final Set<InetSocketAddress> peers = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<WorkEnd> end = new CompletableFuture<>();

    private volatile int status = 200;
    private volatile boolean acknowledges = true;
    private volatile boolean refusesOutput;
    private volatile int breaksAfter = Integer.MAX_VALUE;
    private final AtomicLong place = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final AtomicLong before = new AtomicLong();
    private volatile @Nullable FakeConnection connection;

    private record Told(UUID id, WorkEnd end) {}

    FakeCaller() throws Exception {
        authority = new TestAuthority();
        SSLContext tls = authority.serverTls("127.0.0.1");
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
        identity = authority.identity(AGENT, uri());
    }

    private URI uri() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Of an agent with this identity, which keeps connections for so long. */
    SessionLine line(Stop stop, Duration kept) {
        var route = new Route(uri(), Optional.empty());
        var retries = new Retries(stop, new Random(1));
        return new SessionLine(
                () -> {
                    Identity shown = identity;
                    return new SessionLine.Way(
                            route,
                            shown.certificates(),
                            () -> new Exchange(route, shown.tls(), retries, stop));
                },
                WireJson.mapper(),
                kept);
    }

    /** Answers receipts so, in turn; the last one again and again. */
    void answersReceipts(Integer... inTurn) {
        receipts.clear();
        receipts.addAll(List.of(inTurn));
    }

    /** As after a renewal. */
    void givesAnotherIdentity() throws Exception {
        identity = authority.identity(AGENT, uri());
    }

    /** Takes no output, whatever the turn. */
    void refusesOutput(boolean refuses) {
        refusesOutput = refuses;
    }

    /** How many connections have been opened to it. */
    int handshakes() {
        return peers.size();
    }

    /** How often it was told so how a session ended. */
    long toldResults(UUID id) {
        return results.stream().filter(each -> each.id().equals(id)).count();
    }

    /** 200 when the caller is there, 404 when nobody is. */
    void isThere(boolean there) {
        status = there ? 200 : 404;
    }

    /** labd knows an end of the session already. */
    void isTakenForEnded() {
        status = 410;
        requireNonNull(connection).over().complete(true);
    }

    /** Leaves, and its connection breaks. */
    void leaves() {
        isThere(false);
        requireNonNull(connection).over().complete(true);
    }

    /** Each connection breaks after so many frames of output. */
    void breaksEachAfter(int frames) {
        breaksAfter = frames;
    }

    /** Once, where labd has not understood yet how the command ended. */
    void breaksAtTheEnd() {
        breaksAtEnd.set(true);
    }

    void breaksNoMore() {
        breaksAfter = Integer.MAX_VALUE;
    }

    /** Reads, and does not say so. */
    void acknowledgesNothing() {
        acknowledges = false;
    }

    /** Says how far it has come. */
    void acknowledgesAgain() throws IOException {
        acknowledges = true;
        requireNonNull(connection).say(Frame.number(FrameKind.ACK, place.get()));
    }

    /** May wait, as it keeps to its window. */
    void says(Frame frame) throws InterruptedException {
        said.put(frame);
    }

    byte[] out() {
        synchronized (out) {
            return out.toByteArray();
        }
    }

    String err() {
        synchronized (err) {
            return err.toString(StandardCharsets.UTF_8);
        }
    }

    long lost() {
        return lost.get();
    }

    /** How much output there was before what followed the last loss. */
    long before() {
        return before.get();
    }

    int connections() {
        return inputs.get();
    }

    boolean allIsAcknowledged() throws InterruptedException {
        return said.awaitArrival(Duration.ofSeconds(5));
    }

    /** Said as the last frame of the output. */
    WorkEnd end() {
        return end.orTimeout(30, TimeUnit.SECONDS).join();
    }

    boolean hasEnd() {
        return end.isDone();
    }

    /** Said otherwise. */
    @Nullable WorkEnd result(UUID id) {
        return results.stream()
                .filter(each -> each.id().equals(id))
                .map(Told::end)
                .reduce((_, last) -> last)
                .orElse(null);
    }

    private void handle(HttpExchange exchange) throws IOException {
        peers.add(exchange.getRemoteAddress());
        try (exchange) {
            var _ = exchange.getRequestBody();
            var _ = exchange.getResponseBody(); // otherwise the connection is closed afterwards
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            switch (path[path.length - 1]) {
                case "receipt" -> exchange.sendResponseHeaders(receipt(), -1);
                case "result" -> result(UUID.fromString(path[path.length - 2]), exchange);
                case "input" -> input(exchange);
                case "output" -> output(exchange);
                default -> exchange.sendResponseHeaders(400, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized int receipt() {
        return receipts.size() > 1 ? receipts.removeFirst() : receipts.getFirst();
    }

    private void result(UUID id, HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        var told = WireJson.read(WireJson.mapper(), body, WorkResult.class, "result");
        results.add(new Told(id, told.end()));
        exchange.sendResponseHeaders(204, -1);
    }

    private void input(HttpExchange exchange) throws IOException, InterruptedException {
        int turn = inputs.incrementAndGet();
        if (status != 200) {
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        var mine = new FakeConnection(exchange.getResponseBody(), turn);
        connection = mine;
        exchange.getResponseHeaders().set(SessionTerms.FROM, Long.toString(place.get()));
        exchange.getResponseHeaders().set(SessionTerms.TURN, Long.toString(mine.turn()));
        exchange.sendResponseHeaders(200, 0);
        mine.say(Frame.empty(FrameKind.ALIVE));
        CompletableFuture.anyOf(mine.from(), mine.over()).join();
        long next = mine.from().getNow(0L);
        mine.say(Frame.number(FrameKind.FROM, next));
        while (!mine.over().isDone()) {
            if (said.next(next, Duration.ofMillis(20)) instanceof Outbox.Sending.Next frame) {
                mine.say(frame.frame());
                next = frame.end();
            }
        }
    }

    private void output(HttpExchange exchange) throws IOException {
        FakeConnection mine = requireNonNull(connection);
        String turn = exchange.getRequestHeaders().getFirst(SessionTerms.TURN);
        if (refusesOutput || !Long.toString(mine.turn()).equals(turn)) {
            exchange.sendResponseHeaders(409, -1);
            mine.over().complete(true);
            return;
        }
        try {
            hear(mine, new FrameReader(exchange.getRequestBody()));
            exchange.sendResponseHeaders(204, -1);
        } finally {
            mine.over().complete(true);
        }
    }

    private void hear(FakeConnection mine, FrameReader frames) throws IOException {
        int numbered = 0;
        for (var next = frames.next(); next.isPresent(); next = frames.next()) {
            Frame frame = next.get();
            switch (frame.kind()) {
                case FROM -> mine.from().complete(frame.number());
                case ACK -> said.acknowledged(frame.number());
                case LOST -> {
                    lost.addAndGet(frame.number());
                    place.addAndGet(frame.number());
                    before.set(frame.before().orElseThrow());
                }
                case END -> hearEnd(frame);
                case OUT, ERR -> {
                    if (numbered++ == breaksAfter) {
                        throw new IOException("the connection breaks");
                    }
                    take(frame, mine);
                }
                default -> {}
            }
            if (mine.over().isDone()) {
                throw new IOException("the caller has left");
            }
        }
    }

    private void hearEnd(Frame frame) throws IOException {
        if (breaksAtEnd.compareAndSet(true, false)) {
            throw new IOException("the connection breaks");
        }
        end.complete(WireJson.mapper().readValue(frame.text(), WorkEnd.class));
    }

    private void take(Frame frame, FakeConnection mine) throws IOException {
        var bytes = new byte[frame.content().remaining()];
        frame.content().get(bytes);
        ByteArrayOutputStream stream = frame.kind() == FrameKind.OUT ? out : err;
        synchronized (stream) {
            stream.writeBytes(bytes);
        }
        place.addAndGet(frame.length());
        if (acknowledges) {
            mine.say(Frame.number(FrameKind.ACK, place.get()));
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
