package io.labctl.cli.exec;

import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.cli.print.Table;
import io.labctl.cli.time.Moments;
import io.labctl.cli.time.Spans;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sessions as rows. */
final class SessionTable {
    private static final List<String> HEADS =
            List.of("NAME", "SERVER", "BY", "AGE", "STATUS", "EXIT", "BYTES", "COMMAND");
    private static final List<String> WIDE =
            List.of("BYTES-IN", "DURATION", "DETACHED", "RECORDED", "ASKED");
    private static final int LONGEST = 40;

    private final boolean wide;
    private final Clock clock;

    SessionTable(boolean wide, Clock clock) {
        this.wide = wide;
        this.clock = clock;
    }

    List<String> lines(List<ListedSession> sessions) {
        var heads = new ArrayList<>(HEADS);
        if (wide) {
            heads.addAll(HEADS.size() - 1, WIDE);
        }
        var table = new Table(heads);
        sessions.forEach(session -> table.row(row(session)));
        return table.lines();
    }

    private List<String> row(ListedSession listed) {
        SessionView session = listed.session();
        var cells = new ArrayList<String>();
        cells.add(session.id().toString());
        cells.add(session.server().value());
        cells.add(session.by());
        cells.add(Moments.age(session.askedAt(), clock));
        cells.add(status(session));
        cells.add(session.end() instanceof WorkEnd.Exited(int code) ? "" + code : "");
        cells.add(number(session.bytesOut()));
        if (wide) {
            cells.add(number(session.bytesIn()));
            cells.add(duration(session.receivedAt(), session.endedAt()));
            cells.add(session.detached() ? "yes" : "no");
            cells.add(session.recorded() ? "yes" : "no");
            cells.add(session.askedAt().toString());
        }
        cells.add(wide ? listed.command() : Printable.of(listed.command(), LONGEST));
        return cells;
    }

    /** What it waits for, or how it ended. */
    private static String status(SessionView session) {
        return switch (session.end()) {
            case null -> session.receivedAt() == null ? "waiting" : "running";
            case WorkEnd.Exited _ -> "exited";
            case WorkEnd end -> WorkEnd.word(end);
        };
    }

    private static String number(@Nullable Long bytes) {
        return bytes == null ? "" : bytes.toString();
    }

    private static String duration(@Nullable Instant begin, @Nullable Instant end) {
        return begin == null || end == null ? "" : Spans.precise(Duration.between(begin, end));
    }
}
