package io.labctl.master.http;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How labd listens and how much it takes at once.
 *
 * @param connections that are open at once; those above it wait to be accepted until one ends
 * @param concurrentRequests above this, requests are answered 503 with a Retry-After
 * @param slowest how long a client may take over its headers, or between two pieces of a body
 * @param answerWithin what time an answer must be taken, from its first byte to its last
 */
public record HttpConfig(
        InetSocketAddress listen,
        int connections,
        int concurrentRequests,
        BodyLimits bodies,
        Duration slowest,
        Duration answerWithin) {}
