package io.labctl.cli.server;

import io.labctl.catalog.api.ServerView;
import io.labctl.cli.print.Table;
import io.labctl.cli.time.Moments;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Servers as rows. */
final class ServerTable {
    private static final List<String> HEADS =
            List.of(
                    "NAME",
                    "CLOUD",
                    "ENVIRONMENT",
                    "ROLE",
                    "STATUS",
                    "LAST-SEEN",
                    "LAST-RUN",
                    "CHANGED",
                    "FAILED");
    private static final List<String> WIDE =
            List.of("WOULD-CHANGE", "RUN-AGE", "RUN", "CATALOG", "AGENT", "LABELS");
    private static final int SHORT_HASH = 12;

    private final Table table;
    private final boolean wide;
    private final Clock clock;

    ServerTable(boolean wide, Clock clock) {
        this.wide = wide;
        this.clock = clock;
        var heads = new ArrayList<>(HEADS);
        if (wide) {
            heads.addAll(WIDE);
        }
        this.table = new Table(heads);
    }

    List<String> lines(List<ServerView> servers) {
        servers.forEach(server -> table.row(row(server)));
        return table.lines();
    }

    /** Rows alone, in the columns of the lines printed before. */
    List<String> more(List<ServerView> servers) {
        table.clear();
        servers.forEach(server -> table.row(row(server)));
        return table.body();
    }

    private List<String> row(ServerView server) {
        Optional<ServerView.LastRun> run = Optional.ofNullable(server.lastRun());
        var cells = new ArrayList<String>();
        cells.add(server.name().value());
        cells.add(server.cloud().value());
        cells.add(server.environment().value());
        cells.add(server.role().value());
        cells.add(server.status().word());
        cells.add(Moments.age(server.lastSeen(), clock));
        cells.add(run.map(last -> last.outcome().word()).orElse(""));
        cells.add(run.map(last -> Long.toString(last.changed())).orElse(""));
        cells.add(run.map(last -> Long.toString(last.failed())).orElse(""));
        if (wide) {
            cells.add(run.map(ServerView.LastRun::wouldChange).map(String::valueOf).orElse(""));
            cells.add(run.map(last -> Moments.age(last.at(), clock)).orElse(""));
            cells.add(run.map(last -> last.id().toString()).orElse(""));
            cells.add(run.flatMap(ServerTable::catalog).orElse(""));
            cells.add(Optional.ofNullable(server.agentVersion()).orElse(""));
            cells.add(labels(server.labels()));
        }
        return cells;
    }

    static String labels(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }

    private static Optional<String> catalog(ServerView.LastRun run) {
        return Optional.ofNullable(run.catalog())
                .map(hash -> hash.substring(0, Math.min(SHORT_HASH, hash.length())));
    }
}
