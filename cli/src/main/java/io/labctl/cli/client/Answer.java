package io.labctl.cli.client;

import java.time.Instant;
import java.util.Optional;

/**
 * What labd answered, and when by its own clock.
 *
 * @param date from the Date header (RFC 9110, section 6.6.1), exact to the second
 */
public record Answer<T>(T value, Optional<Instant> date) {}
