package io.labctl.catalog.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.ServerName;
import java.time.Instant;
import java.util.Locale;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A join token as listings show it, without its secret. */
public record TokenView(
        String id,
        DnsLabel cloud,
        DnsLabel environment,
        DnsLabel role,
        SortedMap<String, String> labels,
        @Nullable ServerName server,
        boolean reusable,
        Status status,
        long uses,
        String createdBy,
        Instant createdAt,
        Instant expiresAt) {

    /** Whether it can still be redeemed, and if not, why. */
    public enum Status {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("used")
        USED,
        @JsonProperty("expired")
        EXPIRED,
        @JsonProperty("revoked")
        REVOKED;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
