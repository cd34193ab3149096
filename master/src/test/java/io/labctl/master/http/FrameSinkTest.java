package io.labctl.master.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xnio.IoUtils;

class FrameSinkTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final Frame HELLO = Frame.text(FrameKind.OUT, "hello");

    /** More than the sockets between here and there hold. */
    private static final int MUCH = 500;

    private final CompletableFuture<FrameSink> gone = new CompletableFuture<>();
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final FrameSink sink =
            new FrameSink(
                    Map.of("X-Place", "7"),
                    new FrameSink.Listener() {
                        @Override
                        public void roomAgain() {}

                        @Override
                        public void gone(FrameSink it) {
                            gone.complete(it);
                        }
                    },
                    new Silence(Duration.ofMillis(100), Duration.ofMillis(300)));

    private volatile boolean clientIsGone;

    private final Undertow undertow =
            Undertow.builder()
                    .addHttpListener(0, InetAddress.getLoopbackAddress().getHostAddress())
                    .setHandler(
                            exchange ->
                                    exchange.dispatch(
                                            exchange.getIoThread(), () -> begin(exchange)))
                    .build();

    private void begin(HttpServerExchange exchange) {
        if (clientIsGone) {
            IoUtils.safeClose(exchange.getConnection());
        }
        sink.begin(exchange);
        begun.complete(null);
    }

    @AfterEach
    void stop() {
        undertow.stop();
    }

    @Test
    void what_is_brought_before_and_after_it_begins_is_sent_and_then_it_ends() throws Exception {
        sink.send(HELLO);
        try (Socket client = client()) {
            begun.get(10, TimeUnit.SECONDS);
            sink.send(Frame.text(FrameKind.OUT, "world"));
            sink.end();

            assertThat(heard(client, "\r\n0\r\n\r\n"))
                    .contains("X-Place: 7")
                    .contains("hello")
                    .contains("world");
        }
    }

    @Test
    void a_client_that_is_gone_before_it_begins_is_told_of_and_not_written_to() throws Exception {
        clientIsGone = true;
        try (Socket client = client()) {
            assertThat(gone.get(10, TimeUnit.SECONDS)).isSameAs(sink);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(sink.send(HELLO)).as("it takes it, and does nothing").isTrue();
    }

    @Test
    void one_that_has_ended_waits_only_so_long_for_a_client_that_does_not_read() throws Exception {
        try (Socket _ = client()) {
            begun.get(10, TimeUnit.SECONDS);
            var piece = Frame.of(FrameKind.OUT, ByteBuffer.allocate(Frame.LARGEST));
            for (int i = 0; i < MUCH; i++) {
                sink.send(piece);
            }

            sink.end();

            assertThat(gone.get(10, TimeUnit.SECONDS)).isSameAs(sink);
        }
    }

    @Test
    @Timeout(30)
    void one_that_goes_on_says_so_however_long_nothing_comes() throws Exception {
        try (Socket client = client()) {
            begun.get(10, TimeUnit.SECONDS);

            for (int time = 1; time <= 5; time++) {
                assertThat(heard(client, "\u0012\0\0\0\0")).isNotEmpty();
            }
            assertThat(gone).isNotDone();
        }
    }

    @Test
    void one_that_is_cut_ends_in_the_middle() throws Exception {
        try (Socket client = client()) {
            begun.get(10, TimeUnit.SECONDS);

            sink.cut();

            assertThat(gone.get(10, TimeUnit.SECONDS)).isSameAs(sink);
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void one_that_was_cut_before_it_began_does_not_begin() throws Exception {
        sink.cut();

        try (Socket client = client()) {
            begun.get(10, TimeUnit.SECONDS);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    private Socket client() throws IOException {
        undertow.start();
        var address = (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(GET.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String heard(Socket client, String until) throws IOException {
        var heard = new StringBuilder();
        while (heard.indexOf(until) < 0) {
            int c = client.getInputStream().read();
            assertThat(c).as("heard: " + heard).isNotNegative();
            heard.append((char) c);
        }
        return heard.toString();
    }
}
