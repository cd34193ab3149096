package io.labctl.master.http;

import java.time.Duration;

/**
 * How long labd waits for a client; how long for a whole body, {@link BodyLimits} tell.
 *
 * @param slowest what a client may take over its headers, or between two requests
 * @param answerWithin in what time an answer must be taken, from its first byte to its last
 */
public record Patience(Duration slowest, Duration answerWithin) {}
