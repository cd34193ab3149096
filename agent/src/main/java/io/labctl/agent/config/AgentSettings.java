package io.labctl.agent.config;

import io.labctl.agent.budget.Budget;
import io.labctl.agent.labd.ServerAddress;
import io.labctl.agent.proxy.ProxySetting;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.Default;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.time.WrittenSpan;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * {@code agent.yaml} as it is written.
 *
 * @param server where labd is now, if that is not where the machine enrolled
 * @param proxy what leads to labd; unless given, what the environment says
 * @param state the folder for everything that the agent keeps
 * @param factsFolder the folder of the owner's own facts
 * @param cloudMetadata the service of a cloud that is asked for facts
 * @param cloudUserData whether it is asked for what the machine's owner gave it, too
 * @param interval from the start of a run to the start of the next; excludes a schedule
 * @param schedule the five fields of a crontab line, by the machine's time zone
 * @param splay the longest random time by which a run is put off
 * @param runTimeout how long a run may take to apply its catalog
 * @param resourceTimeout how long one resource of it may take
 * @param budget what the agent itself may use
 */
record AgentSettings(
        Optional<Server> server,
        Optional<WrittenProxy> proxy,
        Optional<Folder> state,
        Optional<Folder> factsFolder,
        @Default("none") CloudService cloudMetadata,
        @Default("false") boolean cloudUserData,
        Optional<Interval> interval,
        Optional<Schedule> schedule,
        Optional<Splay> splay,
        Optional<Timeout> runTimeout,
        Optional<ResourceTimeout> resourceTimeout,
        Optional<BudgetSettings> budget) {
    private static final String STATE = "/var/lib/lab-agent";
    private static final String POLICY = "policy.yaml";
    private static final String FACTS = "/etc/lab-agent/facts.d";
    private static final Duration INTERVAL = Duration.ofMinutes(30);
    private static final Duration RUN_TIMEOUT = Duration.ofHours(1);
    private static final Duration RESOURCE_TIMEOUT = Duration.ofMinutes(30);
    private static final Duration SHORTEST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(365);
    private static final Duration SPLAY = Duration.ofMinutes(5);

    AgentSettings {
        if (interval.isPresent() && schedule.isPresent()) {
            throw InvalidInput.inField(
                    "schedule", "schedule and interval exclude each other, keep one of them");
        }
    }

    record Server(String url) {
        Server {
            ServerAddress.parse(url);
        }

        URI address() {
            return ServerAddress.parse(url);
        }
    }

    /** As it is written, it may hold a password. */
    record WrittenProxy(String url) {
        WrittenProxy {
            ProxySetting.parse(url);
        }

        ProxySetting setting() {
            return ProxySetting.parse(url);
        }

        @Override
        public String toString() {
            return setting().toString();
        }
    }

    record Folder(String path) {
        Folder {
            if (path.isBlank() || !isPath(path)) {
                throw new InvalidInput("'%s' is not a path".formatted(Printable.of(path)));
            }
        }

        private static boolean isPath(String text) {
            try {
                return !Path.of(text).toString().isEmpty();
            } catch (InvalidPathException e) {
                return false;
            }
        }
    }

    record Interval(WrittenSpan span) {
        Interval {
            refuseOutside("interval", span);
        }
    }

    record Splay(WrittenSpan span) {
        Splay {
            refuseLong("splay", span);
        }
    }

    record Timeout(WrittenSpan span) {
        Timeout {
            refuseOutside("run-timeout", span);
        }
    }

    record ResourceTimeout(WrittenSpan span) {
        ResourceTimeout {
            refuseOutside("resource-timeout", span);
        }
    }

    record Schedule(String line) {
        Schedule {
            Cadence.Crontab.parse(line);
        }
    }

    private static void refuseOutside(String name, WrittenSpan given) {
        if (given.length().compareTo(SHORTEST) < 0) {
            throw new InvalidInput("%s %s is shorter than 10s".formatted(name, given));
        }
        refuseLong(name, given);
    }

    private static void refuseLong(String name, WrittenSpan given) {
        if (given.length().compareTo(LONGEST) > 0) {
            throw new InvalidInput("%s %s is longer than 365d".formatted(name, given));
        }
    }

    /**
     * @param file in which they stand: a relative folder is meant from there, not from where the
     *     agent was started
     */
    AgentConfig config(Path file) {
        return new AgentConfig(
                server.map(Server::address),
                proxy.map(WrittenProxy::setting).orElseGet(ProxySetting.AsTheEnvironmentSays::new),
                folder(file, state, STATE),
                new FactsPlace(folder(file, factsFolder, FACTS), factsFolder.isPresent()),
                cloudMetadata,
                cloudUserData,
                cadence(),
                splay.map(each -> each.span().length()).orElse(SPLAY),
                runTimeout.map(each -> each.span().length()).orElse(RUN_TIMEOUT),
                resourceTimeout.map(each -> each.span().length()).orElse(RESOURCE_TIMEOUT),
                budget.map(BudgetSettings::budget).orElse(Budget.NONE),
                folder(file, Optional.empty(), POLICY));
    }

    private static Path folder(Path file, Optional<Folder> given, String usual) {
        return file.toAbsolutePath()
                .resolveSibling(given.map(Folder::path).orElse(usual))
                .normalize();
    }

    private Cadence cadence() {
        return schedule.<Cadence>map(each -> Cadence.Crontab.parse(each.line()))
                .orElseGet(
                        () ->
                                new Cadence.Every(
                                        interval.map(each -> each.span().length())
                                                .orElse(INTERVAL)));
    }
}
