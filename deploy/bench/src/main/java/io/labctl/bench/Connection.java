package io.labctl.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * One kept-alive HTTP/1.1 connection over TLS, as plain as can be so that the load costs little
 * itself.
 */
public final class Connection implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final String HEAD =
            """
            %s HTTP/1.1
            Host: %s
            Content-Type: application/json
            Accept-Encoding: gzip
            Content-Length: %d

            """
                    .replace("\n", "\r\n");

    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;

    private Connection(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** What came back; only whoever wants to read the body pays for expanding it. */
    public static final class Answer {
        private final int status;
        private final boolean gzip;
        private final byte[] bytes;

        private Answer(int status, boolean gzip, byte[] bytes) {
            this.status = status;
            this.gzip = gzip;
            this.bytes = bytes;
        }

        public int status() {
            return status;
        }

        public String body() throws IOException {
            var raw = new ByteArrayInputStream(bytes);
            try (var plain = gzip ? new GZIPInputStream(raw) : raw) {
                return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    public static Connection open(int port, SSLContext tls) throws IOException {
        var socket = (SSLSocket) tls.getSocketFactory().createSocket(HOST, port);
        socket.setTcpNoDelay(true);
        socket.startHandshake();
        return new Connection(socket);
    }

    public Answer get(String path) throws IOException {
        return send("GET " + path, new byte[0]);
    }

    public Answer post(String path, byte[] body) throws IOException {
        return send("POST " + path, body);
    }

    private Answer send(String line, byte[] body) throws IOException {
        byte[] head = HEAD.formatted(line, HOST, body.length).getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[head.length + body.length];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body, 0, whole, head.length, body.length);
        out.write(whole);
        out.flush();
        return answer();
    }

    private Answer answer() throws IOException {
        String status = line();
        int length = 0;
        boolean gzip = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring("content-length:".length()).strip());
            }
            gzip |= lower.equals("content-encoding: gzip");
        }
        int code = Integer.parseInt(status.split(" ", -1)[1]);
        return new Answer(code, gzip, in.readNBytes(length));
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
