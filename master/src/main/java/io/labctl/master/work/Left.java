package io.labctl.master.work;

import io.labctl.catalog.work.WorkEnd;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Work as it stands now.
 *
 * @param receivedAt when its agent said that it has it; null before that, and where none says so
 * @param endedAt null as long as it has not
 * @param end null as long as it has none
 * @param traffic null as long as none is written down
 */
public record Left(
        Asked asked,
        @Nullable Instant receivedAt,
        @Nullable Instant endedAt,
        @Nullable WorkEnd end,
        @Nullable Traffic traffic) {
    /**
     * Whether its agent may be at it.
     *
     * @param lostSince an agent that was given up later may be: it was only not heard of
     */
    public boolean isInHand(Instant lostSince) {
        boolean isOpen =
                endedAt == null
                        || (end instanceof WorkEnd.AgentLost lost
                                && lost.isSilence()
                                && endedAt.isAfter(lostSince));
        return receivedAt != null && isOpen;
    }
}
