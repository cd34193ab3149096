package io.labctl.catalog.api;

import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import java.time.Duration;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a join token.
 *
 * @param reusable whether it may be redeemed more than once
 * @param ttl how long it may be redeemed from now on
 * @param server the only name that may join with it; null lets any free name join
 */
public record TokenRequest(
        DnsLabel cloud,
        DnsLabel environment,
        DnsLabel role,
        SortedMap<String, String> labels,
        boolean reusable,
        Duration ttl,
        @Nullable ServerName server) {
    public static final Duration SHORTEST_TTL = Duration.ofSeconds(1);
    public static final Duration LONGEST_TTL = Duration.ofDays(3650);
}
