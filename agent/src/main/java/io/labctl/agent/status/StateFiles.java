package io.labctl.agent.status;

import io.labctl.agent.budget.Restart;
import io.labctl.agent.state.Remembered;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** What runs and the daemon leave for {@code lab-agent status} to read. */
public record StateFiles(
        Remembered<LastRun> lastRun,
        Remembered<NextRun> nextRun,
        Remembered<ChannelState> channel,
        Remembered<Contact> contact,
        Remembered<Restart> restart) {
    public static StateFiles in(Path folder, JsonMapper json) {
        return new StateFiles(
                new Remembered<>(folder.resolve("last-run.json"), LastRun.class, json),
                new Remembered<>(folder.resolve("next-run.json"), NextRun.class, json),
                new Remembered<>(folder.resolve("channel.json"), ChannelState.class, json),
                new Remembered<>(folder.resolve("contact.json"), Contact.class, json),
                new Remembered<>(folder.resolve("restart.json"), Restart.class, json));
    }
}
