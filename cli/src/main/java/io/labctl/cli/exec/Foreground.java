package io.labctl.cli.exec;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.LogQuery;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.catalog.session.TerminalSize;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.server.KnownServers;
import java.util.function.UnaryOperator;

/** Shows a session with one server as if what is done there was done here. */
public record Foreground(LabdClient labd, Console console, Caller caller) {
    /** Answers with the exit code. */
    public int run(ServerName server, SessionRequest request) {
        Talk talk =
                Talk.about(
                        KnownServers.ask(labd, server, name -> labd.startSession(name, request)));
        SessionEnd end =
                switch (request.task()) {
                    case SessionCommand command when command.terminal() != null ->
                            withTerminal(talk, command.terminal(), command.input());
                    case SessionCommand command -> withoutTerminal(talk, command.input());
                    case LogQuery _ -> withoutTerminal(talk, false);
                    case RunRequest run -> shown(talk, run);
                };
        return new Ending(server, request, usual()).exitCode(end);
    }

    private SessionEnd shown(Talk talk, RunRequest run) {
        try (var showing = RunShowing.ofOne(labd, run, console, caller)) {
            Display display = showing.on(talk.session().server(), usual());
            Manners manners = showing.manners(talk, display);
            return new Session(labd, talk, caller, display, manners).connect();
        }
    }

    private Streams usual() {
        return new Streams(console, caller.err(), () -> false);
    }

    private SessionEnd withoutTerminal(Talk talk, boolean input) {
        Streams display = usual();
        var manners = stopping(talk, display, () -> {});
        if (input) {
            read(talk, display, UnaryOperator.identity());
        }
        return new Session(labd, talk, caller, display, manners).connect();
    }

    private SessionEnd withTerminal(Talk talk, TerminalSize size, boolean keys) {
        if (talk.session().recorded()) {
            console.say("labctl: what this terminal shows is recorded; keys are not");
        }
        try (var here = new TerminalHere(caller.terminal(), talk.input(), size, keys)) {
            var display =
                    new ScreenDisplay(
                            new Streams(console, caller.err(), here::isRaw), caller.terminal());
            var manners = stopping(talk, display, here::commandBegan);
            if (keys) {
                read(talk, display, new EscapeKeys(manners::escaped)::passed);
            }
            return display.show(new Session(labd, talk, caller, display, manners));
        }
    }

    private Manners stopping(Talk talk, Display display, Runnable whenBegun) {
        return new Stopping(labd, talk, caller.pace().tempo(), display, whenBegun);
    }

    private void read(Talk talk, Display display, UnaryOperator<byte[]> keys) {
        new StandardInput(caller.in(), talk.input(), display, keys).pass();
    }
}
