package io.labctl.agent.status;

import io.labctl.agent.state.Remembered;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the agent gets on with labd.
 *
 * @param at when labd last answered as it should; null when it never did
 * @param error why it did not the last time; null when it did
 * @param refused the serial of the certificate that labd said it does not take any more; stays
 *     until labd takes one
 */
public record Contact(
        @Nullable Instant at,
        @Nullable Instant failedAt,
        @Nullable String error,
        @Nullable String refused) {
    public static Contact made(Instant now) {
        return new Contact(now, null, null, null);
    }

    public static Contact failed(Optional<Contact> before, Instant now, String error) {
        return new Contact(
                before.map(Contact::at).orElse(null),
                now,
                error,
                before.map(Contact::refused).orElse(null));
    }

    /** labd answered that it wants nothing to do with whoever has this certificate. */
    public Contact refusing(String serial) {
        return new Contact(at, failedAt, error, serial);
    }

    /** Whether labd, when it last answered, did not take the certificate with this serial. */
    public static boolean isRefusal(Remembered<Contact> last, String serial) throws IOException {
        return last.read().filter(each -> each.isRefusalOf(serial)).isPresent();
    }

    /** Whether that is this certificate, and not one that was replaced since. */
    boolean isRefusalOf(String serial) {
        return serial.equals(refused);
    }
}
