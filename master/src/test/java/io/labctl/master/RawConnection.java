package io.labctl.master;

import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocket;

/** A TLS connection on which a test says what no well-behaved client would. */
final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 15_000;

    private final SSLSocket socket;

    RawConnection(LabdClient client, int port) throws IOException {
        socket =
                (SSLSocket)
                        client.tls()
                                .getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
    }

    /** That labd shows on it. */
    X509Certificate certificate() throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    /** Request line and headers, without a body. */
    RawConnection asks(String... lines) throws IOException {
        return says(String.join("\r\n", lines) + "\r\n\r\n");
    }

    RawConnection says(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /**
     * What labd answers until it closes the connection; fails when it neither answers nor closes.
     */
    String hears() throws IOException {
        var heard = new StringBuilder();
        try {
            for (int c = socket.getInputStream().read();
                    c >= 0;
                    c = socket.getInputStream().read()) {
                heard.append((char) c);
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("labd keeps the connection open; it said: " + heard, e);
        } catch (SocketException e) {
            // A reset is also an end.
        }
        return heard.toString();
    }

    /** The first line of the answer. */
    String hearsLine() throws IOException {
        var line = new StringBuilder();
        for (int c = socket.getInputStream().read();
                c >= 0 && c != '\n';
                c = socket.getInputStream().read()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    /** As far as it comes in that time; empty when nothing does. */
    Optional<String> hearsLineWithin(Duration patience) throws IOException {
        socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
        try {
            return Optional.of(hearsLine());
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        } finally {
            socket.setSoTimeout(PATIENCE_MILLIS);
        }
    }

    /** The lines from here to the empty one. */
    String hearsHeaders() throws IOException {
        var headers = new StringBuilder();
        for (String line = hearsLine(); !line.isEmpty(); line = hearsLine()) {
            headers.append(line).append('\n');
        }
        return headers.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
