package io.labctl.agent.type.directory;

import io.labctl.agent.machine.Access;

/** What was found at a directory's path. */
sealed interface DirectoryState {
    record Missing() implements DirectoryState {}

    record Found(Access access) implements DirectoryState {}
}
