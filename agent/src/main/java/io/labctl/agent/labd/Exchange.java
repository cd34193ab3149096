package io.labctl.agent.labd;

import io.labctl.agent.time.Stop;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.identity.MutualTls;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to one labd and their answers, over HTTP/1.1 and the given TLS. The server's name is
 * always verified. Holds threads and connections only until it is closed.
 */
public final class Exchange implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int LARGEST = 64 * 1024 * 1024;

    private final Route route;
    private final ExecutorService threads;
    private final HttpClient http;
    private final Retries retries;
    private final Stop stop;

    public Exchange(Route route, SSLContext tls, Retries retries, Stop stop) {
        this.route = route;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(CONNECT)
                        .proxy(
                                route.proxy()
                                        .map(each -> ProxySelector.of(each.address()))
                                        .orElse(HttpClient.Builder.NO_PROXY))
                        .executor(threads)
                        .sslContext(tls)
                        .sslParameters(MutualTls.offer(tls))
                        .build();
        this.retries = retries;
        this.stop = stop;
    }

    private Exchange(Exchange same, Stop stop) {
        this.route = same.route;
        this.threads = same.threads;
        this.http = same.http;
        this.retries = same.retries.waitingBy(stop);
        this.stop = stop;
    }

    /** The same connections, and closed with this one, but its requests end by that. */
    Exchange until(Stop other) {
        return new Exchange(this, other);
    }

    Retries retries() {
        return retries;
    }

    /**
     * Sends a request, again where that may help, and gives the answer, whatever its status.
     *
     * @throws Unavailable when there is no answer; the message says why
     */
    public Reply send(Outgoing request) {
        var handler =
                HttpResponse.BodyHandlers.limiting(
                        HttpResponse.BodyHandlers.ofByteArray(), LARGEST);
        return Reply.of(retries.send(route, () -> attempt(request, handler)), LARGEST);
    }

    Route route() {
        return route;
    }

    /** One attempt, without another after it. */
    <T> HttpResponse<T> attempt(Outgoing request, HttpResponse.BodyHandler<T> handler)
            throws IOException {
        if (stop.requested()) {
            throw new Unavailable(stop.reason());
        }
        HttpRequest message = request.to(route);
        var answer = http.sendAsync(message, handler);
        try {
            HttpResponse<T> given = stop.await(answer, request.limit());
            if (given.statusCode() == ProxyRefusal.CREDENTIALS) {
                throw new ProxyRefusal(given.statusCode());
            }
            return given;
        } catch (TimeoutException e) {
            var late = new HttpTimeoutException("no whole answer in " + request.limit());
            late.initCause(e);
            throw late;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io
                    ? ProxyRefusal.orSame(io)
                    : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** Begins an exchange that lasts, also while the agent stops; how long, is the caller's. */
    <T> CompletableFuture<HttpResponse<T>> begin(
            HttpRequest message, HttpResponse.BodyHandler<T> handler) {
        return http.sendAsync(message, handler);
    }

    /**
     * Sends what labd can do without, while the agent stops too.
     *
     * @return whether labd took it
     */
    boolean lastWord(Outgoing request) {
        var answer = http.sendAsync(request.to(route), HttpResponse.BodyHandlers.discarding());
        try {
            int status = answer.get(request.limit().toMillis(), TimeUnit.MILLISECONDS).statusCode();
            return status / 100 == 2;
        } catch (ExecutionException | TimeoutException e) {
            LOG.atDebug().setCause(e).log("labd has not heard the last word");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            answer.cancel(true);
        }
        return false;
    }

    @Override
    public void close() {
        http.shutdownNow();
        http.close();
        threads.close();
    }
}
