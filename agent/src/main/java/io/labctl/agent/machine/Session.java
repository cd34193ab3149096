package io.labctl.agent.machine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The processes of one session (setsid(2)): also those whose parent has already ended, which a walk
 * down the process tree does not find. What has both made a session of its own and lost its parent
 * is found by nobody, as daemons want it.
 */
record Session(ProcessHandle leader) {
    private static final int ROUNDS = 20;

    static Session of(Process leader) {
        return new Session(leader.toHandle());
    }

    /** Kills all of them; again while new ones turn up that were forked meanwhile. */
    void kill() {
        for (int round = 0; round < ROUNDS; round++) {
            List<ProcessHandle> left =
                    Stream.concat(leader.descendants(), members())
                            .filter(ProcessHandle::isAlive)
                            .toList();
            leader.destroyForcibly();
            left.forEach(ProcessHandle::destroyForcibly);
            if (left.isEmpty()) {
                return;
            }
        }
    }

    private Stream<ProcessHandle> members() {
        return ProcessHandle.allProcesses().filter(each -> isMember(ProcessStat.of(each.pid())));
    }

    private boolean isMember(Optional<ProcessStat> process) {
        return process.filter(each -> each.session() == leader.pid()).isPresent();
    }
}
