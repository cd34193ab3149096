package io.labctl.agent.status;

import io.labctl.agent.budget.Restart;
import io.labctl.agent.exit.ExitCode;
import io.labctl.catalog.wire.WireJson;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code lab-agent status}. */
@Command(
        name = "status",
        description = "Tell who this machine is, how its last run went and when the next one is.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:this machine's identity is valid, as far as this machine knows",
            "1:could not be told",
            "2:wrong use of this command",
            "3:there is no valid identity; 'Identity' says why"
        })
public final class StatusCommand implements Callable<Integer> {
    enum Form {
        text,
        json
    }

    private final Supplier<StatusReader> reader;
    private final String version;
    private final Supplier<JsonMapper> json;
    private final PrintWriter out;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} when not given.")
    private Form output = Form.text;

    public StatusCommand(
            Supplier<StatusReader> reader,
            String version,
            Supplier<JsonMapper> json,
            PrintWriter out) {
        this.reader = reader;
        this.version = version;
        this.json = json;
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        AgentStatus status = reader.get().read(version);
        if (output == Form.json) {
            out.println(WireJson.indented(json.get(), status));
        } else {
            print(status);
        }
        return status.identity() == Standing.Known.VALID ? ExitCode.OK : ExitCode.NOT_THERE;
    }

    private void print(AgentStatus status) {
        line("Version", status.version());
        line("Agent", status.agent() == null ? "not enrolled" : status.agent());
        line("Server", status.server());
        line("Proxy", status.proxy());
        line("Identity", identity(status));
        line("Disabled", status.disabled());
        line("Policy", status.policy());
        line("Running", status.running());
        line("Last run", status.lastRun() == null ? "never" : sentence(status.lastRun()));
        line("Catalog", status.lastRun() == null ? null : status.lastRun().catalog());
        line("Next run", nextRun(status));
        line("Channel", channel(status));
        line("Spooled", reports(status.spooled()));
        line("Refused", status.refused() == 0 ? null : refused(status));
        line("Restarted", status.restart() == null ? null : sentence(status.restart()));
        Contact contact = status.contact();
        if (contact != null) {
            line("Contact", contact.at() == null ? "never" : contact.at());
            line(
                    "Error",
                    contact.error() == null
                            ? null
                            : "%s (%s)".formatted(contact.error(), contact.failedAt()));
        }
    }

    private static Object nextRun(AgentStatus status) {
        if (status.daemon() == null) {
            return "no daemon is running";
        }
        return status.nextRun() == null ? "not known" : status.nextRun();
    }

    private static @Nullable String channel(AgentStatus status) {
        if (status.daemon() == null) {
            return null;
        }
        ChannelState channel = status.channel();
        if (channel == null) {
            return "not open yet";
        }
        return channel.error() == null
                ? "open since " + channel.since()
                : "not open since %s: %s".formatted(channel.since(), channel.error());
    }

    private static String identity(AgentStatus status) {
        Standing standing = status.identity();
        return switch (standing) {
            case Standing.Unreadable unreadable -> unreadable.word();
            case Standing.Known.NONE -> standing.word();
            case Standing.Known.VALID, Standing.Known.NOT_YET_VALID ->
                    "%s, until %s".formatted(standing.word(), status.expires());
            case Standing.Known.EXPIRED ->
                    "%s at %s; join again with 'lab-agent enroll --server URL --token TOKEN'"
                            .formatted(standing.word(), status.expires());
            case Standing.Known.REFUSED ->
                    "%s; join again with 'lab-agent enroll --server URL --token TOKEN'"
                            .formatted(standing.word());
        };
    }

    private static String sentence(LastRun run) {
        return "%s, %s, %d changed, %d failed, %s%.1f s%s"
                .formatted(
                        run.at(),
                        run.outcome().word(),
                        run.changed(),
                        run.failed(),
                        run.wouldChange() == 0 ? "" : run.wouldChange() + " would change, ",
                        run.durationMs() / 1000.0,
                        part(run));
    }

    private static String part(LastRun run) {
        if (run.module() != null) {
            return ", only module " + run.module();
        }
        return run.tags() == null ? "" : ", only " + String.join(", ", run.tags());
    }

    private static String sentence(Restart restart) {
        return "%s, by itself: %s".formatted(restart.at(), restart.reason());
    }

    private static String refused(AgentStatus status) {
        return "%s that labd will never take, in '%s'; look at what is there and delete it"
                .formatted(reports(status.refused()), status.refusedFolder());
    }

    private static String reports(int count) {
        return count == 1 ? "1 report" : "%d reports".formatted(count);
    }

    private void line(String name, @Nullable Object value) {
        if (value != null) {
            out.printf("%-9s %s%n", name, value);
        }
    }
}
