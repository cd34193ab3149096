package io.labctl.master.http;

import java.time.Duration;

/**
 * What labd takes of request bodies.
 *
 * @param bytes the largest body as it arrives
 * @param decompressedBytes the largest body after decompression
 * @param togetherBytes as they arrive, of all requests that are being read or worked on; above it
 *     requests with a body are answered 503 with a Retry-After
 * @param within what time a body must be there, from its first byte to its last
 */
public record BodyLimits(long bytes, long decompressedBytes, long togetherBytes, Duration within) {}
