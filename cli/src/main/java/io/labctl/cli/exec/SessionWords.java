package io.labctl.cli.exec;

import io.labctl.catalog.session.LogQuery;
import io.labctl.catalog.session.LogSource;
import io.labctl.catalog.session.RunRequest;
import io.labctl.catalog.session.SessionCommand;
import io.labctl.catalog.session.SessionTask;

/** What a session is for, in a few words. */
final class SessionWords {
    private SessionWords() {}

    /** What it is called in a sentence. */
    static String noun(SessionTask task) {
        return switch (task) {
            case RunRequest _ -> "run";
            case SessionCommand _, LogQuery _ -> "command";
        };
    }

    static String of(SessionTask task) {
        return switch (task) {
            case SessionCommand command -> String.join(" ", command.argv());
            case RunRequest run ->
                    (run.module() == null ? "run" : "apply module " + run.module())
                            + (run.noop() ? " --noop" : "")
                            + (run.tags().isEmpty()
                                    ? ""
                                    : " --tags " + String.join(",", run.tags()));
            case LogQuery query -> (query.follow() ? "logs -f" : "logs") + of(query.source());
        };
    }

    private static String of(LogSource source) {
        return switch (source) {
            case LogSource.OfFile(String path) -> " --file " + path;
            case LogSource.OfAgent _ -> " of the agent";
            case LogSource.Machine machine ->
                    (machine.kernel() ? " -k" : "")
                            + (machine.unit() == null ? "" : " -u " + machine.unit());
        };
    }
}
