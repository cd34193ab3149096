package io.labctl.master.http;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How labd listens and how much it takes at once.
 *
 * @param concurrentRequests above this, requests are answered 503 with a Retry-After
 * @param slowest how long a client may take over its headers, or between two pieces of a body
 */
public record HttpConfig(
        InetSocketAddress listen, int concurrentRequests, BodyLimits bodies, Duration slowest) {}
