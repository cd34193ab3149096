package io.labctl.agent.logs;

import io.labctl.agent.log.OwnLines;
import io.labctl.agent.machine.Command;
import io.labctl.agent.machine.Root;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.session.LogQuery;
import io.labctl.catalog.session.LogSource;
import io.labctl.catalog.session.SessionCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The logs of one machine. */
public final class Logs {
    /**
     * Where systemd-journald(8) listens while it runs; what it has kept may be another machine's.
     */
    private static final String JOURNAL = "/run/systemd/journal/socket";

    private static final String JOURNALCTL = "journalctl";
    private static final String OWN_UNIT = "lab-agent";

    /** What syslog daemons of the Debian and of the Fedora families write. */
    private static final List<String> SYSLOG = List.of("/var/log/syslog", "/var/log/messages");

    private static final List<String> KERNEL = List.of("/var/log/kern.log");

    private final Root root;
    private final Map<String, String> environment;
    private final Predicate<String> allowed;
    private final Supplier<OwnLines> own;

    /**
     * Those of this machine.
     *
     * @param environment of this process
     * @param allowed whether people may read the file of a path, as it is now
     * @param own what this process tells
     */
    public Logs(
            Root root,
            Map<String, String> environment,
            Predicate<String> allowed,
            Supplier<OwnLines> own) {
        this.root = root;
        this.environment = Map.copyOf(environment);
        this.allowed = allowed;
        this.own = own;
    }

    /**
     * How to come by these.
     *
     * @throws io.labctl.catalog.error.LabException when they are not to be had, and why
     */
    public LogWay way(LogQuery query) throws IOException {
        return switch (query.source()) {
            case LogSource.OfFile(String path) -> read(path, query);
            case LogSource.OfAgent _ -> ofAgent(query);
            case LogSource.Machine machine ->
                    hasJournal() ? shown(machine, query) : kept(machine, query);
        };
    }

    private LogWay read(String path, LogQuery query) throws IOException {
        var file = new LogFile(root, path, allowed);
        return new LogWay.Read(new ReadProgram(FileTail.of(file, query.lines(), query.follow())));
    }

    /** Where systemd runs it, the journal has what earlier ones told, too. */
    private LogWay ofAgent(LogQuery query) {
        return environment.containsKey("JOURNAL_STREAM") && hasJournal()
                ? shown(new LogSource.Machine(OWN_UNIT, false, null, null), query)
                : new LogWay.Read(
                        new ReadProgram(new OwnTail(own.get(), query.lines(), query.follow())));
    }

    private boolean hasJournal() {
        return Files.exists(root.at(JOURNAL))
                && Arrays.stream(Command.PATH.split(":"))
                        .anyMatch(each -> Files.isExecutable(root.at(each).resolve(JOURNALCTL)));
    }

    private static LogWay shown(LogSource.Machine machine, LogQuery query) {
        var argv =
                new ArrayList<>(List.of(JOURNALCTL, "--no-pager", "--quiet", "--output=short-iso"));
        argv.add("--lines=" + (query.lines() == null ? "all" : query.lines()));
        if (query.follow()) {
            argv.add("--follow");
        }
        if (machine.kernel()) {
            argv.add("--dmesg");
        }
        if (machine.unit() != null) {
            argv.add("--unit=" + machine.unit());
        }
        if (machine.level() != null) {
            argv.add("--priority=" + machine.level().word());
        }
        if (machine.since() != null) {
            argv.add("--since=" + seconds(machine.since()));
        }
        return new LogWay.Shown(
                new SessionCommand(argv, false, null, null, "/", new TreeMap<>(), null));
    }

    /** As systemd.time(7) reads it. */
    private static String seconds(Instant moment) {
        return "@%d.%06d".formatted(moment.getEpochSecond(), moment.getNano() / 1000);
    }

    private LogWay kept(LogSource.Machine machine, LogQuery query) throws IOException {
        if (machine.isChosen()) {
            throw new NotFound(
                    "this machine has no journal, by which alone lines of a unit, a level or a time are"
                            + " told apart");
        }
        List<String> files = machine.kernel() ? KERNEL : SYSLOG;
        String path =
                files.stream()
                        .filter(each -> Files.exists(root.at(each)))
                        .findFirst()
                        .orElseThrow(() -> none(files));
        return read(path, query);
    }

    private static NotFound none(List<String> files) {
        return new NotFound(
                "this machine has no journal, and no %s: a file has to be named"
                        .formatted(String.join(" or ", files)));
    }
}
