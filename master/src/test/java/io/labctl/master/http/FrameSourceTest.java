package io.labctl.master.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.wire.WireJson;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameSourceTest {
    private static final String POST =
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final Frame HELLO = Frame.text(FrameKind.OUT, "hello");
    private static final Frame WORLD = Frame.text(FrameKind.OUT, "world");

    private final BlockingQueue<Frame> taken = new LinkedBlockingQueue<>();
    private final CompletableFuture<FrameSource> ended = new CompletableFuture<>();
    private final CompletableFuture<FrameSource> gone = new CompletableFuture<>();
    private volatile boolean wanted = true;
    private final FrameSource source =
            new FrameSource(
                    new FrameSource.Taker() {
                        @Override
                        public boolean take(Frame frame) {
                            taken.add(frame);
                            return wanted;
                        }

                        @Override
                        public void ended(FrameSource it) {
                            ended.complete(it);
                        }

                        @Override
                        public void gone(FrameSource it) {
                            gone.complete(it);
                        }
                    },
                    new Silence(Duration.ofMillis(200), Duration.ofSeconds(1)));

    private final Undertow undertow =
            Undertow.builder()
                    .addHttpListener(0, InetAddress.getLoopbackAddress().getHostAddress())
                    .setHandler(this::handle)
                    .build();

    private void handle(HttpServerExchange exchange) {
        exchange.dispatch(
                exchange.getIoThread(),
                () -> source.begin(exchange, new ProblemAnswer(WireJson.mapper())));
    }

    @AfterEach
    void stop() {
        undertow.stop();
    }

    @Test
    void frames_are_taken_as_they_come_and_the_end_is_answered() throws Exception {
        try (Socket client = client()) {
            says(client, HELLO);
            assertThat(next()).isEqualTo(HELLO);
            says(client, WORLD);
            assertThat(next()).isEqualTo(WORLD);

            client.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(heard(client)).startsWith("HTTP/1.1 204 ");
            assertThat(ended).isCompletedWithValue(source);
        }
    }

    @Test
    void a_client_that_waits_to_be_told_to_send_is_told() throws Exception {
        try (Socket client = client(POST.replace("\r\n\r\n", "\r\nExpect: 100-continue\r\n\r\n"))) {
            assertThat(heard(client)).isEqualTo("HTTP/1.1 100 ");

            says(client, HELLO);

            assertThat(next()).isEqualTo(HELLO);
        }
    }

    @Test
    void what_is_not_wanted_yet_waits() throws Exception {
        wanted = false;
        try (Socket client = client()) {
            says(client, HELLO);
            says(client, WORLD);
            assertThat(next()).isEqualTo(HELLO);
            assertThat(taken.poll(300, TimeUnit.MILLISECONDS)).isNull();

            source.goOn();

            assertThat(next()).isEqualTo(WORLD);
        }
    }

    @Test
    void a_client_that_dies_is_gone() throws Exception {
        try (Socket client = client()) {
            says(client, HELLO);
            assertThat(next()).isEqualTo(HELLO);
        }

        assertThat(gone.get(10, TimeUnit.SECONDS)).isSameAs(source);
    }

    @Test
    void what_is_no_frame_ends_the_connection() throws Exception {
        try (Socket client = client()) {
            client.getOutputStream().write("5\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(heard(client)).isEmpty();
            assertThat(gone.get(10, TimeUnit.SECONDS)).isSameAs(source);
        }
    }

    @Test
    void one_that_is_finished_drops_the_rest_and_answers_its_end() throws Exception {
        try (Socket client = client()) {
            says(client, HELLO);
            assertThat(next()).isEqualTo(HELLO);
            source.finish();
            says(client, WORLD);

            client.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(heard(client)).startsWith("HTTP/1.1 204 ");
            assertThat(taken).isEmpty();
        }
    }

    @Test
    void one_that_is_refused_says_why_when_its_body_has_ended() throws Exception {
        try (Socket client = client()) {
            says(client, HELLO);
            assertThat(next()).isEqualTo(HELLO);
            source.refuse("in vain");
            source.finish();
            says(client, WORLD);

            client.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(heard(client)).startsWith("HTTP/1.1 409 ");
            assertThat(taken).as("the first word counts").isEmpty();
        }
    }

    @Test
    void one_that_is_cut_is_not_answered() throws Exception {
        try (Socket client = client()) {
            says(client, HELLO);
            assertThat(next()).isEqualTo(HELLO);

            source.cut();

            assertThat(heard(client)).isEmpty();
            assertThat(gone.get(10, TimeUnit.SECONDS)).isSameAs(source);
        }
    }

    @Test
    void a_client_that_is_silent_for_too_long_is_gone() throws Exception {
        try (Socket client = client()) {
            says(client, HELLO);
            assertThat(next()).isEqualTo(HELLO);

            assertThat(gone.get(10, TimeUnit.SECONDS)).isSameAs(source);
            assertThat(heard(client)).isEmpty();
        }
    }

    @Test
    void nobody_is_silent_who_is_not_listened_to() throws Exception {
        wanted = false;
        try (Socket client = client()) {
            says(client, HELLO);
            assertThat(next()).isEqualTo(HELLO);

            assertThat(gone).failsWithin(Duration.ofSeconds(2));
        }
    }

    private Frame next() throws InterruptedException {
        Frame frame = taken.poll(10, TimeUnit.SECONDS);
        assertThat(frame).isNotNull();
        return frame;
    }

    private Socket client() throws IOException {
        return client(POST);
    }

    private Socket client(String head) throws IOException {
        undertow.start();
        var address = (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void says(Socket client, Frame frame) throws IOException {
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes(
                (Integer.toHexString(frame.length()) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(frame.bytes());
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().write(chunk.toByteArray());
    }

    private static String heard(Socket client) throws IOException {
        byte[] first = client.getInputStream().readNBytes(13);
        return new String(first, StandardCharsets.US_ASCII);
    }
}
