package io.labctl.cli.exec;

import io.labctl.catalog.name.ServerName;
import io.labctl.catalog.work.WorkEnd;

/**
 * What became of a command on one of several servers.
 *
 * @param word the same for all that ended alike: {@code exited with 3}
 */
record Outcome(ServerName server, String word, int exit) {
    static final String DONE = "done";

    static String word(SessionEnd end) {
        return switch (end) {
            case SessionEnd.Forced _ -> "interrupted";
            case SessionEnd.Told told -> word(told.end());
        };
    }

    private static String word(WorkEnd end) {
        return switch (end) {
            case WorkEnd.Exited(int code) -> code == 0 ? DONE : "exited with " + code;
            case WorkEnd.TimedOut _ -> "timed out";
            case WorkEnd.Killed _ -> "killed";
            case WorkEnd.Failed _, WorkEnd.Refused _, WorkEnd.Done _ -> "not run";
            case WorkEnd.Expired _ -> "agent did not come";
            case WorkEnd.AgentLost _ -> "agent lost";
        };
    }
}
