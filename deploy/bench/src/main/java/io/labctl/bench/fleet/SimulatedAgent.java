package io.labctl.bench.fleet;

import io.labctl.agent.time.Backoff;
import io.labctl.catalog.present.Looked;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Vitals;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkResult;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * One agent's channel to labd as lab-agent has it: a short poll that tells whether labd is there,
 * then long ones, with full-jitter backoff after each failure. What it is asked to look at is never
 * there.
 */
final class SimulatedAgent {
    private static final JsonMapper JSON = WireJson.mapper();
    private static final String WORK = "/agent/v1/work";
    private static final String SHORT = WORK + "?wait=0s";
    private static final String LONG = WORK + "?wait=25s";
    private static final byte[] NOTHING = {};
    private static final byte[] RESULT =
            JSON.writeValueAsBytes(
                    new WorkResult(
                            new WorkEnd.Done(new Looked.NotThere("a simulated agent has none"))));
    private static final String VITALS =
            JSON.writeValueAsString(new Vitals(0.1, null, null, null, null));

    private final SSLContext tls;
    private final Connector connector;
    private final Backoff backoff;
    private final AtomicInteger parked;

    /**
     * One that is not connected yet.
     *
     * @param parked counts those that wait for work
     */
    SimulatedAgent(
            SSLContext tls, Connector connector, RandomGenerator random, AtomicInteger parked) {
        this.tls = tls;
        this.connector = connector;
        this.backoff = new Backoff(random);
        this.parked = parked;
    }

    SSLContext tls() {
        return tls;
    }

    /** Connects, and again each time that it is cut off. */
    void run() {
        var _ =
                connector
                        .connect(this)
                        .addListener(
                                done -> {
                                    if (!done.isSuccess()) {
                                        again(Optional.empty());
                                    }
                                });
    }

    private void again(Optional<Duration> wish) {
        connector.later(this::run, backoff.next(wish));
    }

    ChannelHandler conversation() {
        return new Conversation();
    }

    /** On one connection. */
    private final class Conversation extends SimpleChannelInboundHandler<FullHttpResponse> {
        private boolean waits;
        private boolean tells;
        private Optional<Duration> wish = Optional.empty();

        @Override
        public void userEventTriggered(ChannelHandlerContext connection, Object event) {
            if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
                ask(connection, SHORT);
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext connection, FullHttpResponse answer) {
            if (tells) {
                tells = false;
                park(connection);
                return;
            }
            if (waits) {
                backoff.reset();
            }
            unpark();
            wish =
                    Optional.ofNullable(answer.headers().get(HttpHeaderNames.RETRY_AFTER))
                            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
            int status = answer.status().code();
            if (status == 200) {
                tell(connection, ByteBufUtil.getBytes(answer.content()));
            } else if (status == 204 && wish.isEmpty()) {
                park(connection);
            } else {
                var _ = connection.close();
            }
        }

        private void park(ChannelHandlerContext connection) {
            waits = true;
            parked.incrementAndGet();
            ask(connection, LONG);
        }

        private void unpark() {
            if (waits) {
                waits = false;
                parked.decrementAndGet();
            }
        }

        private void ask(ChannelHandlerContext connection, String path) {
            FullHttpRequest request = request(HttpMethod.GET, path, NOTHING);
            request.headers().set(Vitals.HEADER, VITALS);
            var _ = connection.writeAndFlush(request);
        }

        private void tell(ChannelHandlerContext connection, byte[] work) {
            tells = true;
            String id = JSON.readTree(work).get("id").asString();
            FullHttpRequest request =
                    request(HttpMethod.PUT, "%s/%s/result".formatted(WORK, id), RESULT);
            request.headers().set(HttpHeaderNames.CONTENT_TYPE, "application/json");
            var _ = connection.writeAndFlush(request);
        }

        private FullHttpRequest request(HttpMethod method, String path, byte[] body) {
            var request =
                    new DefaultFullHttpRequest(
                            HttpVersion.HTTP_1_1, method, path, Unpooled.wrappedBuffer(body));
            request.headers()
                    .set(HttpHeaderNames.HOST, connector.authority())
                    .set(HttpHeaderNames.CONTENT_LENGTH, body.length);
            return request;
        }

        @Override
        public void channelInactive(ChannelHandlerContext connection) {
            unpark();
            again(wish);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext connection, Throwable cause) {
            var _ = connection.close(); // after which it is inactive, and tried again
        }
    }
}
