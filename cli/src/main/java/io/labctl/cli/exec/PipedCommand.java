package io.labctl.cli.exec;

import io.labctl.catalog.error.LabException;
import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.session.Frame;
import io.labctl.catalog.session.FrameKind;
import io.labctl.catalog.session.SessionRequest;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.server.KnownServers;
import java.io.OutputStream;

/** A command on a server of which a part of this program is the other side, not a person. */
public final class PipedCommand {
    private final LabdClient labd;
    private final Caller caller;
    private final ServerName server;
    private final SessionRequest request;
    private final Talk talk;

    private PipedCommand(
            LabdClient labd, Caller caller, ServerName server, SessionRequest request, Talk talk) {
        this.labd = labd;
        this.caller = caller;
        this.server = server;
        this.request = request;
        this.talk = talk;
    }

    /** Asks for it; it begins when its agent comes for it. */
    public static PipedCommand ask(
            LabdClient labd, Caller caller, ServerName server, SessionRequest request) {
        var talk =
                Talk.about(
                        KnownServers.ask(labd, server, name -> labd.startSession(name, request)));
        return new PipedCommand(labd, caller, server, request, talk);
    }

    /**
     * What the command reads. Writing waits for the command, and fails when it has ended; closing
     * is the end of its input.
     */
    public OutputStream input() {
        return new CommandInput(talk.input());
    }

    /** Tells it to stop, as {@code kill} does; its end is still to be waited for. */
    public void stop() {
        try {
            talk.input().put(Frame.text(FrameKind.SIGNAL, "TERM"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the session is over
        }
    }

    /**
     * Waits for its end.
     *
     * @param display takes what it writes; it waits while a call is answered
     * @return its exit code, or 128 and a signal's number when it was ended by one
     * @throws LabException when it was not run, or its end is not known
     */
    public int end(Display display) {
        var stopping = new Stopping(labd, talk, caller.pace().tempo(), display, () -> {});
        SessionEnd end = new Session(labd, talk, caller, display, stopping).connect();
        return new Ending(server, request, display).exitCode(end);
    }
}
