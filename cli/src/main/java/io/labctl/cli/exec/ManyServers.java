package io.labctl.cli.exec;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.LogQuery;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.session.SessionTask;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.terminal.SharedInterrupts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;

/** Has the same done on many servers, on some of them at once. */
public final class ManyServers {
    private final LabdClient labd;
    private final Console console;
    private final Caller caller;
    private final ToIntFunction<LabException> exitCode;
    private final SharedInterrupts interrupts = new SharedInterrupts();

    /**
     * Nothing runs yet.
     *
     * @param exitCode for what kept a command from being run
     */
    public ManyServers(
            LabdClient labd, Console console, Caller caller, ToIntFunction<LabException> exitCode) {
        this.labd = labd;
        this.console = console;
        this.caller = caller;
        this.exitCode = exitCode;
    }

    /** Answers with the exit code, the highest of all. */
    public int run(List<ServerName> servers, SessionRequest request, int parallel) {
        var summary = new Summary(outcomes(servers, request, parallel));
        console.say("labctl: " + summary.sentence());
        return summary.exit();
    }

    private List<Outcome> outcomes(List<ServerName> servers, SessionRequest request, int parallel) {
        var screen = new SharedScreen(console, servers);
        var threads = Executors.newFixedThreadPool(parallel, Thread.ofVirtual().factory());
        try (threads;
                var showing = showing(request.task(), servers.size());
                var _ = caller.interrupts().listen(interrupts::tell)) {
            var running = new ArrayList<Future<Outcome>>();
            servers.forEach(
                    server ->
                            running.add(
                                    threads.submit(() -> run(server, request, screen, showing))));
            return running.stream().map(ManyServers::ended).toList();
        }
    }

    private static Outcome ended(Future<Outcome> running) {
        try {
            return running.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while commands run", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private Outcome run(
            ServerName server, SessionRequest request, SharedScreen screen, Showing showing) {
        if (interrupts.isInterrupted() || !screen.isRead()) {
            return new Outcome(server, "not begun", 0);
        }
        try (var part = screen.of(server)) {
            return connect(server, request, showing.on(server, part), showing);
        } finally {
            showing.ended(server);
        }
    }

    private Showing showing(SessionTask task, int servers) {
        return switch (task) {
            case RunRequest run -> RunShowing.ofMany(labd, run, console, caller, servers);
            case SessionCommand _, LogQuery _ -> new CommandShowing(labd, caller.pace().tempo());
        };
    }

    private Outcome connect(
            ServerName server, SessionRequest request, Display display, Showing showing) {
        String word = "not reached";
        try {
            Talk talk = Talk.about(labd.startSession(server, request));
            Caller here = caller.interruptedBy(interrupts);
            SessionEnd end =
                    new Session(labd, talk, here, display, showing.manners(talk, display))
                            .connect();
            word = showing.word(end);
            return new Outcome(server, word, new Ending(server, request, display).exitCode(end));
        } catch (LabException e) {
            display.say("labctl: " + e.sentence());
            return new Outcome(server, word, exitCode.applyAsInt(e));
        }
    }
}
