package io.labctl.master.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParkingTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
    private static final String CHUNKED =
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n";

    private final CompletableFuture<Later> gone = new CompletableFuture<>();
    private final Later later = new Later(Duration.ofMinutes(1), _ -> {}, gone::complete);
    private final CompletableFuture<Void> parked = new CompletableFuture<>();
    private final BodyBudget budget = new BodyBudget(2, 2);
    private final AtomicBoolean sent = new AtomicBoolean();
    private Function<HttpServerExchange, Runnable> sending =
            exchange ->
                    () -> {
                        sent.set(true);
                        exchange.getResponseSender().send("there");
                    };

    private final Undertow undertow =
            Undertow.builder()
                    .addHttpListener(0, InetAddress.getLoopbackAddress().getHostAddress())
                    .setHandler(this::handle)
                    .build();

    @AfterEach
    void stop() {
        undertow.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {GET, POST, CHUNKED})
    void a_client_that_dies_is_noticed_and_gets_no_answer(String request) throws Exception {
        try (var client = client()) {
            asks(client, request);
        }

        assertThat(gone.get(5, TimeUnit.SECONDS)).isSameAs(later);
        later.answer(Later.Answer.nothing());
        undertow.stop();
        assertThat(sent).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {GET, POST, CHUNKED})
    void a_connection_is_used_again_after_the_answer(String request) throws Exception {
        try (var client = client()) {
            for (int time = 1; time <= 2; time++) {
                asks(client, request);
                later.answer(Later.Answer.nothing());

                assertThat(heard(client, "there")).startsWith("HTTP/1.1 200 OK");
            }
        }
    }

    @Test
    void an_answer_that_cannot_be_made_closes_the_connection() throws Exception {
        sending =
                _ -> {
                    throw new IllegalStateException("no JSON");
                };
        try (var client = client()) {
            asks(client, GET);
            later.answer(Later.Answer.nothing());

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void an_answer_that_cannot_be_sent_closes_the_connection() throws Exception {
        sending =
                _ ->
                        () -> {
                            throw new IllegalStateException("no header");
                        };
        try (var client = client()) {
            asks(client, GET);
            later.answer(Later.Answer.nothing());

            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void what_its_body_took_up_is_there_for_others_while_it_waits() throws Exception {
        try (var client = client()) {
            asks(client, POST);

            assertThat(budget.take(Optional.empty(), 2)).isTrue();
            later.answer(Later.Answer.nothing());
            heard(client, "there");
        }
        undertow.stop();
        assertThat(budget.take(Optional.empty(), 1)).as("given back once").isFalse();
    }

    private Socket client() throws IOException {
        undertow.start();
        var address = (InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress();
        var socket = new Socket(address.getAddress(), address.getPort());
        socket.setSoTimeout(5_000);
        return socket;
    }

    private void asks(Socket client, String request) throws Exception {
        client.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        parked.get(5, TimeUnit.SECONDS);
    }

    private static String heard(Socket client, String end) throws IOException {
        var heard = new StringBuilder();
        while (!heard.toString().endsWith(end)) {
            int c = client.getInputStream().read();
            assertThat(c).as("heard: " + heard).isNotNegative();
            heard.append((char) c);
        }
        return heard.toString();
    }

    private void handle(HttpServerExchange exchange) {
        if (exchange.isRequestComplete()) {
            park(exchange);
        } else {
            budget.take(Optional.empty(), 2);
            Held.by(exchange, () -> budget.giveBack(Optional.empty(), 2));
            exchange.getRequestReceiver().receiveFullBytes((whole, _) -> park(whole));
        }
    }

    private void park(HttpServerExchange exchange) {
        exchange.dispatch(
                Thread::startVirtualThread,
                () ->
                        exchange.dispatch(
                                exchange.getIoThread(),
                                () -> {
                                    Parking.park(exchange, later, _ -> sending.apply(exchange));
                                    parked.complete(null);
                                }));
    }
}
