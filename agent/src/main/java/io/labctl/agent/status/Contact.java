package io.labctl.agent.status;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the agent gets on with labd.
 *
 * @param at when labd last answered as it should; null when it never did
 * @param error why it did not the last time; null when it did
 */
public record Contact(@Nullable Instant at, @Nullable Instant failedAt, @Nullable String error) {
    public static Contact made(Instant now) {
        return new Contact(now, null, null);
    }

    public static Contact failed(Optional<Contact> before, Instant now, String error) {
        return new Contact(before.map(Contact::at).orElse(null), now, error);
    }
}
