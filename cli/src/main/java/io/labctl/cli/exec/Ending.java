package io.labctl.cli.exec;

import io.labctl.catalog.api.SessionView;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.LogQuery;
import io.labctl.catalog.session.LogSource;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.session.SessionTask;
import io.labctl.catalog.time.Span;
import io.labctl.catalog.work.WorkEnd;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Tells how a command ended: by its own exit code, and in a sentence where it has none. */
final class Ending {
    /** As timeout(1) has it. */
    private static final int TIMED_OUT = 124;

    /** 128 and the number of SIGKILL, as a shell tells it. */
    private static final int KILLED = 137;

    /** A fault's own words may be anything. */
    private static final int LONGEST = 500;

    private final ServerName server;
    private final SessionTask task;
    private final @Nullable Duration within;
    private final Display display;

    private Ending(
            ServerName server, SessionTask task, @Nullable Duration within, Display display) {
        this.server = server;
        this.task = task;
        this.within = within;
        this.display = display;
    }

    /** Of what was asked for here. */
    Ending(ServerName server, SessionRequest request, Display display) {
        this(server, request.task(), request.within(), display);
    }

    /** Of what somebody may have asked for elsewhere. */
    static Ending ofOthers(SessionView session, Display display) {
        return new Ending(session.server(), session.task(), null, display);
    }

    /** The exit code for it. Of what nobody reads any more nothing is told. */
    int exitCode(SessionEnd end) {
        boolean read = display.isRead();
        int exit =
                switch (end) {
                    case SessionEnd.Forced forced -> forced.exit();
                    case SessionEnd.Told told -> exitCode(told.end(), read);
                };
        return display.isFaulty() ? 0 : exit; // as labctl says that and exits with 1
    }

    private int exitCode(WorkEnd end, boolean read) {
        return switch (end) {
            case WorkEnd.Exited exited -> exited.code();
            case WorkEnd.TimedOut _ ->
                    said(read, "the command was ended after " + timeout(), TIMED_OUT);
            case WorkEnd.Killed killed ->
                    said(
                            read,
                            "the %s was killed: %s"
                                    .formatted(SessionWords.noun(task), killed.reason()),
                            KILLED);
            case WorkEnd.Failed failed when isOfFile() && failed.notThere() != null ->
                    throw new NotFound(of(failed.reason()));
            case WorkEnd.Failed failed -> throw new Conflict(of(failed.reason()));
            case WorkEnd.Refused refused -> throw new Conflict(of(refused.reason()));
            case WorkEnd.Done _ -> throw new Conflict(of("its agent did not say how it ended"));
            case WorkEnd.Expired _ ->
                    throw new Unavailable(
                            of(
                                    "its agent did not come for it %s, and nothing was done; does 'lab-agent run' run there?"
                                            .formatted(within())));
            case WorkEnd.AgentLost lost ->
                    throw new Unavailable(
                            of(
                                    whatBecameOf(lost)
                                            + " how it ended is not known"
                                            + unlessReported()));
        };
    }

    /** A program that is not there is one that cannot be started, as {@code exec} has it. */
    private boolean isOfFile() {
        return task instanceof LogQuery query && query.source() instanceof LogSource.OfFile;
    }

    private static String whatBecameOf(WorkEnd.AgentLost lost) {
        return lost.reason() == null
                ? "its agent came for it and was not heard of any more:"
                : lost.reason() + ", and";
    }

    /** A run that is not followed any more still reports. */
    private String unlessReported() {
        return task instanceof RunRequest
                ? " here; 'labctl report server/%s' shows it if it has".formatted(server)
                : "";
    }

    private int said(boolean read, String sentence, int exit) {
        if (read) {
            display.say("labctl: " + of(sentence));
        }
        return exit;
    }

    private String timeout() {
        Duration timeout = task instanceof SessionCommand command ? command.timeout() : null;
        return timeout == null ? "its timeout" : "its timeout of " + Span.of(timeout);
    }

    private String within() {
        return within == null ? "in time" : "within " + Span.of(within);
    }

    private String of(String sentence) {
        return "server '%s': %s".formatted(server, Printable.of(sentence, LONGEST));
    }
}
