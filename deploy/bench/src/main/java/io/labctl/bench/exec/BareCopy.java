package io.labctl.bench.exec;

import io.labctl.bench.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Bytes through one TLS connection on loopback, and nothing else: what TLS leaves of a machine. */
final class BareCopy {
    private static final int PIECE = 32 * 1024;

    private BareCopy() {}

    /** How long so many bytes take. */
    static Duration of(long bytes) throws IOException, InterruptedException {
        SSLContext tls = own();
        try (var server =
                        (SSLServerSocket)
                                tls.getServerSocketFactory()
                                        .createServerSocket(
                                                0, 1, InetAddress.getLoopbackAddress());
                var threads = Executors.newSingleThreadExecutor()) {
            var sent = threads.submit(() -> send(server, bytes));
            long begun;
            try (var socket =
                    (SSLSocket)
                            tls.getSocketFactory()
                                    .createSocket(server.getInetAddress(), server.getLocalPort())) {
                socket.startHandshake();
                begun = System.nanoTime();
                read(socket.getInputStream(), bytes);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            sent.get();
            return took;
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static long send(SSLServerSocket server, long bytes) throws IOException {
        byte[] piece = new byte[PIECE];
        try (var socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            for (long left = bytes; left > 0; left -= piece.length) {
                out.write(piece, 0, (int) Math.min(left, piece.length));
            }
        }
        return bytes;
    }

    private static void read(InputStream in, long bytes) throws IOException {
        byte[] piece = new byte[PIECE];
        long left = bytes;
        while (left > 0) {
            int count = in.read(piece);
            if (count < 0) {
                throw new IOException("%d bytes are missing".formatted(left));
            }
            left -= count;
        }
    }

    /** For both sides: a certificate of its own that is trusted. */
    private static SSLContext own() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            String certificate = pem(certificate(keys));
            return Tls.known(keys.getPrivate(), certificate, certificate);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException(e);
        }
    }

    private static X509Certificate certificate(KeyPair keys)
            throws GeneralSecurityException, OperatorCreationException {
        var now = Clock.systemUTC().instant();
        var name = new X500Principal("CN=localhost");
        return new JcaX509CertificateConverter()
                .getCertificate(
                        new JcaX509v3CertificateBuilder(
                                        name,
                                        BigInteger.ONE,
                                        Date.from(now.minus(Duration.ofHours(1))),
                                        Date.from(now.plus(Duration.ofHours(1))),
                                        name,
                                        keys.getPublic())
                                .build(
                                        new JcaContentSignerBuilder("SHA256withECDSA")
                                                .build(keys.getPrivate())));
    }

    private static String pem(X509Certificate certificate) throws IOException {
        var text = new StringWriter();
        try (var writer = new JcaPEMWriter(text)) {
            writer.writeObject(certificate);
        }
        return text.toString();
    }
}
