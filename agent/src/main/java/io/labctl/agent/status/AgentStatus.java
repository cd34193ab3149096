package io.labctl.agent.status;

import io.labctl.agent.budget.Restart;
import io.labctl.agent.disable.Disabled;
import io.labctl.agent.lock.Holder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that the agent can tell about itself; what is not known, or is not, is null.
 *
 * @param agent who this machine is in the fleet
 * @param server where labd is asked
 * @param proxy what leads there; null for the direct way
 * @param disabled why no run is made
 * @param policy what restricts labd here, or what is wrong with it; null when there is none
 * @param running the run that is going on
 * @param daemon the process that runs by the timetable
 * @param channel how the daemon's channel to labd stands; null before its first try
 * @param spooled how many reports wait for labd
 * @param restart when the daemon last started itself anew, to keep within its budget
 * @param refused how many reports labd will never take
 * @param refusedFolder where they lie until someone deletes them; null when there are none
 */
public record AgentStatus(
        String version,
        Standing identity,
        @Nullable String agent,
        @Nullable String server,
        @Nullable String proxy,
        @Nullable Instant expires,
        @Nullable Disabled disabled,
        @Nullable String policy,
        @Nullable Holder running,
        @Nullable LastRun lastRun,
        @Nullable Holder daemon,
        @Nullable Instant nextRun,
        @Nullable ChannelState channel,
        int spooled,
        int refused,
        @Nullable String refusedFolder,
        @Nullable Contact contact,
        @Nullable Restart restart) {}
