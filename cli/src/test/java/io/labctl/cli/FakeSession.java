package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import io.labctl.catalog.api.Problem;
import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.FrameReader;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionTask;
import io.labctl.catalog.session.SessionTerms;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.WorkEnd;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** labd with an agent behind it, of which each connection to the one session goes by a script. */
final class FakeSession {
    static final UUID ID = new UUID(0, 7);
    static final String PATH = "/api/v1/sessions/" + ID;

    private static final SessionTask COMMAND =
            new SessionCommand(List.of("x"), false, null, null, null, new TreeMap<>(), null);

    private final FakeLabd labd;
    private final ServerName server;
    private final UUID id;
    private final boolean recorded;
    private final BlockingQueue<Script> scripts = new LinkedBlockingQueue<>();
    private final BlockingQueue<BlockingQueue<Optional<Frame>>> inputs =
            new LinkedBlockingQueue<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicBoolean losesTheTurn = new AtomicBoolean();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final SessionTask task;

    /** What labd and the agent say on one connection, which ends where the script does. */
    interface Script {
        void play(Peer caller) throws Exception;
    }

    /** On web1. */
    FakeSession(FakeLabd labd) {
        this(labd, "web1", ID);
    }

    /** On web1, for this. */
    FakeSession(FakeLabd labd, SessionTask task) {
        this(labd, "web1", ID, task);
    }

    FakeSession(FakeLabd labd, String server, UUID id) {
        this(labd, server, id, COMMAND, false);
    }

    FakeSession(FakeLabd labd, String server, UUID id, SessionTask task) {
        this(labd, server, id, task, false);
    }

    /** On web1, and recorded. */
    static FakeSession recorded(FakeLabd labd) {
        return new FakeSession(labd, "web1", ID, COMMAND, true);
    }

    private FakeSession(FakeLabd labd, String server, UUID id, SessionTask task, boolean recorded) {
        this.task = task;
        this.recorded = recorded;
        this.labd = labd;
        this.server = new ServerName(server);
        this.id = id;
        labd.answers("POST /api/v1/servers/" + server + "/sessions", view(null, false))
                .answers("DELETE " + path(), 204, "text/plain", "")
                .lets(this::output, path() + "/output")
                .lets(this::input, path() + "/input");
    }

    String path() {
        return "/api/v1/sessions/" + id;
    }

    /** What labd says of it. */
    FakeSession isKnown(@Nullable WorkEnd end, boolean detached) {
        labd.answers("GET " + path(), view(end, detached));
        return this;
    }

    private SessionView view(@Nullable WorkEnd end, boolean detached) {
        return new SessionView(
                id,
                server,
                "ann",
                task,
                detached,
                Instant.EPOCH,
                Instant.EPOCH,
                end == null ? null : Instant.EPOCH,
                end,
                null,
                null,
                recorded);
    }

    /** The next connection goes like this. */
    FakeSession plays(Script script) {
        scripts.add(script);
        return this;
    }

    /** The next connection is answered with this status and no more. */
    FakeSession refuses(int status) {
        scripts.add(new Refusal(status));
        return this;
    }

    private record Refusal(int status) implements Script {
        @Override
        public void play(Peer caller) {
            throw new AssertionError("there is no connection");
        }
    }

    /** The next input is refused as if somebody else had asked for the output meanwhile. */
    FakeSession losesTheTurn() {
        losesTheTurn.set(true);
        return this;
    }

    /** From where the output was asked for, by each connection. */
    List<String> places() {
        return labd.requests().stream()
                .filter(each -> each.startsWith("GET " + path() + "/output?from="))
                .map(each -> each.substring(each.indexOf('=') + 1))
                .toList();
    }

    /** No script went otherwise than it says. */
    void wentWell() {
        assertThat(failures).isEmpty();
        assertThat(scripts).as("connections that did not come").isEmpty();
    }

    private void output(HttpExchange exchange) throws IOException {
        Script script = Optional.ofNullable(scripts.poll()).orElse(new Refusal(503));
        if (script instanceof Refusal refusal) {
            refuse(exchange, refusal.status());
            exchange.close();
            return;
        }
        exchange.getResponseHeaders().set("Content-Type", Frame.MEDIA_TYPE);
        exchange.getResponseHeaders()
                .set(SessionTerms.TURN, Integer.toString(turn.incrementAndGet()));
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        BlockingQueue<Optional<Frame>> input = new LinkedBlockingQueue<>();
        inputs.add(input);
        var peer = new Peer(exchange.getResponseBody(), input, place(exchange));
        try {
            script.play(peer);
        } catch (Exception | AssertionError e) {
            failures.add(e);
        }
        if (peer.brokenOff) {
            throw new IOException("breaks off");
        }
        exchange.close();
    }

    private static long place(HttpExchange exchange) {
        return Long.parseLong(exchange.getRequestURI().getQuery().replace("from=", ""));
    }

    private static void refuse(HttpExchange exchange, int status) throws IOException {
        String word =
                switch (status) {
                    case 404 -> "not-found";
                    case 409 -> "conflict";
                    default -> "unavailable";
                };
        var problem =
                new Problem(Problem.PREFIX + word, "Refused", status, "not now", null, List.of());
        byte[] body = WireJson.mapper().writeValueAsBytes(problem);
        exchange.getResponseHeaders().set("Content-Type", Problem.MEDIA_TYPE);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
    }

    private void input(HttpExchange exchange) throws IOException {
        BlockingQueue<Optional<Frame>> into = nextInput();
        String said = exchange.getRequestHeaders().getFirst(SessionTerms.TURN);
        if (losesTheTurn.getAndSet(false) || !Integer.toString(turn.get()).equals(said)) {
            into.add(Optional.empty());
            refuse(exchange, 409);
            throw new IOException("breaks off, as labd does when it wants no more");
        }
        var frames = new FrameReader(exchange.getRequestBody());
        try {
            for (var frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                into.add(frame);
            }
            exchange.sendResponseHeaders(204, -1);
        } finally {
            into.add(Optional.empty());
        }
    }

    private BlockingQueue<Optional<Frame>> nextInput() throws IOException {
        try {
            return inputs.take();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /** The caller, as labd meets it. */
    static final class Peer {
        private final OutputStream output;
        private final BlockingQueue<Optional<Frame>> input;
        private final long place;
        private boolean brokenOff;

        private Peer(OutputStream output, BlockingQueue<Optional<Frame>> input, long place) {
            this.output = output;
            this.input = input;
            this.place = place;
        }

        Peer says(Frame frame) throws IOException {
            var bytes = new byte[frame.length()];
            frame.encoded().get(bytes);
            output.write(bytes);
            output.flush();
            return this;
        }

        /** Those of a row of numbered frames that the caller does not have yet. */
        Peer saysWhatIsMissing(Frame... row) throws IOException {
            long begin = 0;
            for (Frame frame : row) {
                if (begin >= place) {
                    says(frame);
                }
                begin += frame.length();
            }
            return this;
        }

        /** Ends here, without a word and with what is under way. */
        void breaksOff() {
            brokenOff = true;
        }

        Peer from(long place) throws IOException {
            return says(Frame.number(FrameKind.FROM, place));
        }

        Peer ack(long place) throws IOException {
            return says(Frame.number(FrameKind.ACK, place));
        }

        Peer out(String text) throws IOException {
            return says(Frame.text(FrameKind.OUT, text));
        }

        Peer err(String text) throws IOException {
            return says(Frame.text(FrameKind.ERR, text));
        }

        void end(WorkEnd end) throws IOException {
            says(Frame.text(FrameKind.END, WireJson.mapper().writeValueAsString(end)));
        }

        /** The next frame that the caller sends, which has to come. */
        Frame hears() throws InterruptedException {
            return next().orElseThrow(() -> new AssertionError("the input has ended"));
        }

        /** The same, as words: {@code FROM 0}, {@code SIGNAL INT}. */
        String hearsWords() throws InterruptedException {
            return words(hears());
        }

        /** All that still comes, until it ends. */
        List<String> hearsTheRest() throws InterruptedException {
            var rest = new ArrayList<String>();
            for (var frame = next(); frame.isPresent(); frame = next()) {
                rest.add(words(frame.get()));
            }
            return rest;
        }

        private static String words(Frame frame) {
            return switch (frame.kind()) {
                case FROM, ACK, LOST, AWAY -> frame.kind() + " " + frame.number();
                case OUT, ERR, IN, SIGNAL, END -> frame.kind() + " " + frame.text();
                case IN_END, ALIVE, SIZE -> frame.kind().toString();
            };
        }

        /** Returns when the caller has left the connection by which he reads. */
        void untilHangsUp() {
            await().atMost(Duration.ofMinutes(1)).until(this::isGone);
        }

        private boolean isGone() {
            try {
                says(Frame.empty(FrameKind.ALIVE));
                return false;
            } catch (IOException e) {
                return true;
            }
        }

        /** Hears all that the caller sends until it ends. */
        void untilGone() throws InterruptedException {
            while (comesInput()) {
                // whatever it is
            }
        }

        /** False when what the caller sends has ended. */
        boolean comesInput() throws InterruptedException {
            return next().isPresent();
        }

        private Optional<Frame> next() throws InterruptedException {
            Optional<Frame> frame = input.poll(20, TimeUnit.SECONDS);
            assertThat(frame).as("what the caller sends").isNotNull();
            return frame;
        }
    }

    static Frame piece(FrameKind kind, byte[] bytes) {
        return Frame.of(kind, ByteBuffer.wrap(bytes));
    }

    static byte[] bytes(Frame frame) {
        var bytes = new byte[frame.content().remaining()];
        frame.content().get(bytes);
        return bytes;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
