package io.labctl.master.http;

import java.net.InetSocketAddress;

/**
 * How labd listens and how much it takes at once.
 *
 * @param connections that are open at once; those above it wait to be accepted until one ends
 * @param concurrentRequests above this, requests are answered 503 with a Retry-After
 */
public record HttpConfig(
        InetSocketAddress listen,
        int connections,
        int concurrentRequests,
        BodyLimits bodies,
        Patience patience) {}
