package io.labctl.master.http;

import io.labctl.catalog.error.Unavailable;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.handlers.GracefulShutdownHandler;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.ServerProperties;
import org.xnio.Options;
import org.xnio.Sequence;
import org.xnio.SslClientAuthMode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one TLS port. Closing it lets running requests finish for a while and turns new ones away.
 */
public final class HttpServer implements AutoCloseable {
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(5);
    private static final int MAX_HEADER_BYTES = 32 * 1024;
    private static final int MAX_HEADERS = 100;

    /**
     * No limit of Undertow's own: for a body without an announced length it would hold from before
     * any handler is asked, and cut the connection instead of answering.
     */
    private static final long COUNTED_IN_BODIES = -1;

    private static final int MAX_PARAMETERS = 100;

    private final Undertow undertow;
    private final GracefulShutdownHandler gate;
    private final ExecutorService threads;

    private HttpServer(Undertow undertow, GracefulShutdownHandler gate, ExecutorService threads) {
        this.undertow = undertow;
        this.gate = gate;
        this.threads = threads;
    }

    /**
     * Opens the port.
     *
     * @param components the endpoints and filters, as Jersey takes them
     * @param fullDisk why the database cannot write; empty when it can
     * @throws Unavailable when the address is taken or is not this machine's
     */
    public static HttpServer start(
            HttpConfig config,
            SSLContext tls,
            List<Object> components,
            JsonMapper json,
            Supplier<Optional<String>> fullDisk,
            RandomGenerator random) {
        var resources =
                new ResourceConfig()
                        .property(ServerProperties.WADL_FEATURE_DISABLE, true)
                        .property(ServerProperties.PROCESSING_RESPONSE_ERRORS_ENABLED, true)
                        .register(new JsonBody(json, config.bodies().decompressedBytes()))
                        .register(new LongAnswerBody())
                        .register(new NotForHead())
                        .register(new ProblemMapper(fullDisk, random))
                        .register(new UnreadableHeader())
                        .register(new QueryParameters());
        components.forEach(resources::register);
        var problems = new ProblemAnswer(json);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        var busy = new Busy(problems, random);
        var jersey =
                new JerseyHandler(
                        new ApplicationHandler(resources),
                        threads,
                        problems,
                        config.patience().answerWithin());
        var admission = new Admission(config.concurrentRequests(), busy, jersey);
        var gate =
                new GracefulShutdownHandler(new Bodies(config.bodies(), problems, busy, admission));
        Undertow undertow = listening(config, tls, gate);
        try {
            undertow.start();
        } catch (RuntimeException e) {
            undertow.stop();
            threads.close();
            throw notListening(config.listen(), e);
        }
        return new HttpServer(undertow, gate, threads);
    }

    /**
     * Looks whether the address can be listened on now, before anything is made that would be in
     * vain.
     *
     * @throws Unavailable when the address is taken or is not this machine's
     */
    public static void checkFree(InetSocketAddress listen) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(listen);
        } catch (IOException e) {
            throw notListening(listen, e);
        }
    }

    /** The port that it listens on, for a configured port 0. */
    public int port() {
        return ((InetSocketAddress) undertow.getListenerInfo().getFirst().getAddress()).getPort();
    }

    /** From now on new connections get this side of TLS; open ones go on with theirs. */
    public void show(SSLContext tls) {
        undertow.getListenerInfo().getFirst().setSslContext(tls);
    }

    @Override
    public void close() {
        gate.shutdown();
        try {
            gate.awaitShutdown(LAST_REQUESTS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        undertow.stop();
        threads.shutdownNow();
    }

    private static Undertow listening(
            HttpConfig config, SSLContext tls, GracefulShutdownHandler gate) {
        int slowest = Math.toIntExact(config.patience().slowest().toMillis());
        return Undertow.builder()
                .addHttpsListener(config.listen().getPort(), config.listen().getHostString(), tls)
                .setSocketOption(Options.SSL_CLIENT_AUTH_MODE, SslClientAuthMode.REQUESTED)
                .setSocketOption(Options.SSL_ENABLED_PROTOCOLS, Sequence.of("TLSv1.3", "TLSv1.2"))
                .setSocketOption(Options.CONNECTION_HIGH_WATER, config.connections())
                .setSocketOption(Options.CONNECTION_LOW_WATER, config.connections())
                .setSocketOption(Options.READ_TIMEOUT, silence(config))
                .setSocketOption(Options.WRITE_TIMEOUT, slowest)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, slowest)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, slowest)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, MAX_HEADER_BYTES)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, COUNTED_IN_BODIES)
                .setServerOption(UndertowOptions.MAX_HEADERS, MAX_HEADERS)
                .setServerOption(UndertowOptions.MAX_PARAMETERS, MAX_PARAMETERS)
                .setServerOption(UndertowOptions.ALWAYS_SET_DATE, true)
                .setHandler(gate)
                .build();
    }

    /**
     * So long that a body's own deadline comes first, which says why, as a cut connection cannot;
     * and no shorter than what a client may take between two requests.
     */
    private static int silence(HttpConfig config) {
        Duration body = config.bodies().within().plus(BodyDeadline.LAST_WORDS);
        Duration slowest = config.patience().slowest();
        return Math.toIntExact((body.compareTo(slowest) < 0 ? slowest : body).toMillis());
    }

    private static boolean isOfThisMachine(InetAddress address) {
        try {
            return address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true; // nothing can be said about it, so that the kernel's own reason is told
        }
    }

    private static Unavailable notListening(InetSocketAddress listen, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return new Unavailable(
                        "cannot listen on %s:%d: %s"
                                .formatted(
                                        listen.getHostString(),
                                        listen.getPort(),
                                        isOfThisMachine(listen.getAddress())
                                                ? cause.getMessage()
                                                        + "; stop what uses it or choose another with --listen"
                                                : "the address is not one of this machine's; choose one that is with --listen"),
                        e);
            }
        }
        String why = listen.isUnresolved() ? "there is no such host" : e.getMessage();
        return new Unavailable(
                "cannot listen on %s:%d: %s"
                        .formatted(listen.getHostString(), listen.getPort(), why),
                e);
    }
}
