package io.labctl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where labd should be something listens, but no connection to labd comes of it. */
class NoLabdThereTest extends WithLabd {
    private ServerSocket there;

    @BeforeEach
    void listen() throws IOException {
        there = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());
        operator.with("LABCTL_SERVER", "https://localhost:" + there.getLocalPort());
    }

    @AfterEach
    void close() throws IOException {
        there.close();
    }

    @Test
    void a_plain_port_is_not_taken_for_labd() {
        each(NoLabdThereTest::answerInPlain);

        var result = operator.types("get", "servers");

        assertThat(result.err())
                .endsWith("does not speak TLS as labd does: is this its address?\n");
        assertThat(result.exit()).isEqualTo(5);
    }

    /** A connection with bytes that nobody has read is reset, otherwise it ends in order. */
    @ParameterizedTest
    @ValueSource(ints = {64 * 1024, 1})
    void a_labd_that_dies_while_it_is_connected_to_is_told_as_that(int read) {
        each(
                connection ->
                        assertThat(connection.getInputStream().read(new byte[read])).isPositive());

        var result = operator.types("get", "servers");

        assertThat(result.err()).endsWith(" broke off the connection\n");
        assertThat(result.exit()).isEqualTo(5);
    }

    private static void answerInPlain(Socket connection) throws IOException {
        connection.getInputStream().read();
        connection
                .getOutputStream()
                .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private interface Treatment {
        void of(Socket connection) throws IOException;
    }

    private void each(Treatment treatment) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (!there.isClosed()) {
                                try (Socket connection = there.accept()) {
                                    treatment.of(connection);
                                } catch (IOException _) {
                                    // the other side has hung up, or the test has ended
                                }
                            }
                        });
    }
}
