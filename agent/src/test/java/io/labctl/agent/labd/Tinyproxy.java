package io.labctl.agent.labd;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;

/** A real proxy on loopback, tinyproxy(8). */
final class Tinyproxy implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/tinyproxy");

    private final int port;
    private final Process process;

    private Tinyproxy(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param settings lines of its configuration
     */
    static Tinyproxy start(Path folder, String... settings) throws IOException {
        assumeTrue(Files.exists(PROGRAM), "tinyproxy is not installed");
        int port = freePort();
        Path config = folder.resolve("tinyproxy.conf");
        Files.writeString(
                config,
                """
                Port %d
                Listen 127.0.0.1
                Timeout 60
                MaxClients 20
                %s
                """
                        .formatted(port, String.join("\n", settings)));
        Process process =
                new ProcessBuilder(List.of(PROGRAM.toString(), "-d", "-c", config.toString()))
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("tinyproxy.log").toFile())
                        .start();
        var proxy = new Tinyproxy(port, process);
        Awaitility.await().until(proxy::answers);
        return proxy;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    private boolean answers() {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
