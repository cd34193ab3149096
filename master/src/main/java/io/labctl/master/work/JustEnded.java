package io.labctl.master.work;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.work.WorkEnd;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Work whose end has been written down just now, by this labd.
 *
 * @param by who asked for it
 * @param isSession whether it was a command in a session
 * @param bytesIn what that was given to read; null when that is not known, as {@code bytesOut}
 */
record JustEnded(
        UUID id,
        ServerName server,
        String by,
        boolean isSession,
        @Nullable Long bytesIn,
        @Nullable Long bytesOut,
        WorkEnd end) {}
