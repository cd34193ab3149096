package io.labctl.bench.fleet;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;

/** Connects agents with one labd on loopback; a few threads carry all of them. */
final class Connector implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final int LARGEST = 1024 * 1024;
    private static final int PATIENCE_MILLIS = 30_000;

    private final MultiThreadIoEventLoopGroup threads =
            new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
    private final int port;

    Connector(int port) {
        this.port = port;
    }

    String authority() {
        return HOST + ":" + port;
    }

    /** Begins a connection of this agent's own, with TLS by its certificate. */
    ChannelFuture connect(SimulatedAgent agent) {
        return new Bootstrap()
                .group(threads)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, PATIENCE_MILLIS)
                .option(ChannelOption.TCP_NODELAY, true)
                .handler(
                        new ChannelInitializer<SocketChannel>() {
                            @Override
                            protected void initChannel(SocketChannel channel) {
                                SSLEngine tls = agent.tls().createSSLEngine(HOST, port);
                                tls.setUseClientMode(true);
                                var secured = new SslHandler(tls);
                                secured.setHandshakeTimeoutMillis(PATIENCE_MILLIS);
                                channel.pipeline()
                                        .addLast(
                                                secured,
                                                new HttpClientCodec(),
                                                new HttpObjectAggregator(LARGEST),
                                                agent.conversation());
                            }
                        })
                .connect(HOST, port);
    }

    void later(Runnable task, Duration wait) {
        var _ = threads.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        threads.shutdownGracefully().syncUninterruptibly();
    }
}
